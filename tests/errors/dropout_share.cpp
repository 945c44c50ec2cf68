// Dropout of more than all values.
// says: layer_numbers_fit<type<dropout<std::ratio<3, 2>>>::drops_no_share_below_one>
// says: dropout drops a share p with 0 <= p < 1
// plainly: dropout<std::ratio<3, 2>> drops no share below one.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

#include <ratio>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::linear<2, 3>, cp::dropout<std::ratio<3, 2>>, cp::linear<3, 1>> net{};
#else
constexpr cp::network<cp::linear<2, 3>, cp::dropout<std::ratio<1, 2>>, cp::linear<3, 1>> net{};
#endif
