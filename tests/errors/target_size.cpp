// A target of another size.
// says: target_fits<network_with_outputs<2>::but_target_has<3>>
// says: Give that many
// plainly: Network with outputs 2 but target has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::mse{}, x, std::array<float, 3>{});
#else
constexpr auto out = cp::differentiate(net, cp::mse{}, x, std::array<float, 2>{});
#endif
