// Layers within a branch that do not fit each other are counted from the branch's first.
// says: layers_inside_fit<layer<1, linear<6, 4>>::expects<6>::but_layer<0, linear<4, 5>>::gives<5>>
// plainly: Layer 1, linear<6, 4>, expects 6 but layer 0, linear<4, 5>, gives 5.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::linear<4, 4>, cp::residual<cp::linear<4, 5>, cp::linear<6, 4>>, cp::linear<4, 1>>;
#else
using model = cp::network<cp::linear<4, 4>, cp::residual<cp::linear<4, 6>, cp::linear<6, 4>>, cp::linear<4, 1>>;
#endif
constexpr model net{};
constexpr auto y = net({1, 2, 3, 4});
