// Padding in numbers, and padding that follows from the size.
// says: options_suit_their_layer<type<same>::is_given_beside<padding<1>>>
// plainly: Type same is given beside padding<1>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::padding<1>, cp::kernel<3>, cp::same>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>, cp::same>> net{};
#endif
