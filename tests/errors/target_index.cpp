// A class index for a loss that compares values.
// says: target_fits<loss<mse>::takes_values<2>::but_target_is_class<int>>
// says: Give those, or use cross_entropy or nll
// plainly: Loss mse takes values 2 but target is class int.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::mse{}, x, 1);
#else
constexpr auto out = cp::differentiate(net, cp::mse{}, x, {0, 1});
#endif
