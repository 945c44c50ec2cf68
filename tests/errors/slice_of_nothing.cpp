// A slice whose range has no places.
// says: options_suit_their_layer<type<channel_range<3, 3, 2>>::takes_nothing>
// plainly: Type channel_range<3, 3, 2> takes nothing.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::vector<8>, cp::slice<cp::channel_range<3, 3, 2>>> net{};
#else
constexpr cp::network<cp::vector<8>, cp::slice<cp::channel_range<3, 4, 2>>> net{};
#endif
