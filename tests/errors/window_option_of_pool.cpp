// A pool with an option that only convolutions have.
// says: options_suit_their_layer<type<groups<2>>::is_no_option_of<max_pool2d<2, groups<2>>>>
// says: docs/convolutions.md says which layer takes which
// plainly: Type groups<2> is no option of max_pool2d<2, groups<2>>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 2>, cp::max_pool2d<2, cp::groups<2>>> net{};
#else
constexpr cp::network<cp::image<8, 8, 2>, cp::max_pool2d<2, cp::ceil_mode>> net{};
#endif
