// An option of convolutions for a pool over time.
// says: options_suit_their_layer<type<ceil_mode>::is_no_option_of<causal_average_pool1d<3, ceil_mode>>>
// plainly: ceil_mode is no option of causal_average_pool1d<3, ceil_mode>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::vector<2>, cp::causal_average_pool1d<3, cp::ceil_mode>> net{};
#else
constexpr cp::network<cp::vector<2>, cp::causal_average_pool1d<3, cp::count_padding>> net{};
#endif
