// Three channels in two groups.
// says: options_suit_their_layer<type<conv2d<3, 4, groups<2>>>::has_channels_that_groups_do_not_divide>
// plainly: Type conv2d<3, 4, groups<2>> has channels that groups do not divide.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::groups<2>>> net{};
#else
constexpr cp::network<cp::image<8, 8, 4>, cp::conv2d<4, 4, cp::groups<2>>> net{};
#endif
