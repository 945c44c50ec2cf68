// More padding than half of a window, which could lie on nothing else.
// says: options_suit_their_layer<type<max_pool2d<2, padding<2>>>::has_more_padding_than_half_its_window>
// plainly: Type max_pool2d<2, padding<2>> has more padding than half its window.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::max_pool2d<2, cp::padding<2>>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::max_pool2d<2, cp::padding<1>>> net{};
#endif
