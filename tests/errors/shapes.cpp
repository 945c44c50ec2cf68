// A layer that takes another number of values than the one before it gives.
// says: shapes_agree<layer<2, linear<9, 1>>::expects<9>::but_layer<0, linear<4, 8>>::gives<8>>
// says: Make the two numbers equal.
// plainly: Layer 2, linear<9, 1>, expects 9 but layer 0, linear<4, 8>, gives 8. Make the two numbers equal.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::linear<4, 8>, cp::relu, cp::linear<9, 1>> net{};
#else
constexpr cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 1>> net{};
#endif
