// An option beside the layer that it is meant for.
// says: options_suit_their_layer<type<no_bias>::is_no_option_of<bidirectional<gru<1, 2>, no_bias>>>
// plainly: no_bias is no option of bidirectional<gru<1, 2>, no_bias>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::bidirectional<cp::gru<1, 2>, cp::no_bias>> net{};
#else
constexpr cp::network<cp::bidirectional<cp::gru<1, 2, cp::no_bias>>> net{};
#endif
