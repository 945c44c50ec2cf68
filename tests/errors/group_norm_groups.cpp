// Groups that do not divide the channels.
// says: layer_numbers_fit<type<group_norm<3>>::does_not_divide_channels<4>>
// says: the groups of group_norm divide the channels
// plainly: group_norm<3> does not divide channels 4.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<4, 4>, cp::conv2d<1, 4, cp::kernel<3>>, cp::group_norm<3>> net{};
#else
constexpr cp::network<cp::image<4, 4>, cp::conv2d<1, 4, cp::kernel<3>>, cp::group_norm<2>> net{};
#endif
