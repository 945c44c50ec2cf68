// A layer that pads, without a number.
// says: options_suit_their_layer<type<pad<>>::is_given_neither_one_nor_two_nor_four_numbers>
// plainly: Type pad<> is given neither one nor two nor four numbers.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::pad<>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::pad<1>> net{};
#endif
