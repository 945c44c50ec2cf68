// An option that a recurrent layer does not have.
// says: options_suit_their_layer<type<reset_before>::is_no_option_of<lstm<1, 2, reset_before>>>
// plainly: reset_before is no option of lstm<1, 2, reset_before>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::lstm<1, 2, cp::reset_before>> net{};
#else
constexpr cp::network<cp::gru<1, 2, cp::reset_before>> net{};
#endif
