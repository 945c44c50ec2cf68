// nll without log_softmax.
// says: loss_suits_the_output<loss<nll>::takes_log_probabilities_but_layer<0, linear<4, 3>>::gives_none>
// says: End the network with log_softmax, or use cross_entropy.
// plainly: Loss nll takes log probabilities but layer 0, linear<4, 3>, gives none.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 3>>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::nll{}, x, 1);
#else
constexpr auto out = cp::differentiate(net, cp::cross_entropy{}, x, 1);
#endif
