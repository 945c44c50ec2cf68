// Networks one after the other that do not fit each other.
// says: shapes_agree<layer<1, linear<4, 2>>::expects<4>::but_layer<0, linear<2, 3>>::gives<3>>
// plainly: Layer 1, linear<4, 2>, expects 4 but layer 0, linear<2, 3>, gives 3.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

inline constexpr cp::network<cp::linear<2, 3>> first{};
#ifdef WRONG
inline constexpr cp::network<cp::linear<4, 2>> second{};
#else
inline constexpr cp::network<cp::linear<3, 2>> second{};
#endif
inline constexpr cp::mixed_network both(first, second);
