// A braced target of another length, in training.
// says: list_has_its_length<values_due<2>::but_list_has<3>>
// says: Give that many
// plainly: Values due 2 but list has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::mse{}, {1, 2, 3, 4}, {1, 0, 0});
#else
constexpr auto out = cp::differentiate(net, cp::mse{}, {1, 2, 3, 4}, {1, 0});
#endif
