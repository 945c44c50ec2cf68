// A weighted loss with another number of weights than the network has outputs.
// says: loss_suits_the_output<loss<weighted<mse, 3>>::has_weights<3>::but_network_has_outputs<2>>
// says: Make the two numbers equal.
// plainly: Loss weighted<mse, 3> has weights 3 but network has outputs 2.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};
constexpr model::output_type y{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::weighted(cp::mse{}, {1.0, 2.0, 3.0}), x, y);
#else
constexpr auto out = cp::differentiate(net, cp::weighted(cp::mse{}, {1.0, 2.0}), x, y);
#endif
