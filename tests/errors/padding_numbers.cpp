// Padding of three numbers.
// says: options_suit_their_layer<type<padding<1, 2, 3>>::is_given_neither_one_nor_two_nor_four_numbers>
// plainly: Type padding<1, 2, 3> is given neither one nor two nor four numbers.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::padding<1, 2, 3>>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::padding<1, 2>>> net{};
#endif
