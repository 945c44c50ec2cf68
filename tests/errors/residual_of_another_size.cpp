// What is added to its input has another size.
// says: layers_inside_fit<type<residual<linear<4, 5>>>::adds_to<vector<4>>::but_its_layers_give<vector<5>>>
// says: what is added has one extent
// plainly: residual<linear<4, 5>> adds to vector<4> but its layers give vector<5>.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::linear<4, 4>, cp::residual<cp::linear<4, 5>>>;
#else
using model = cp::network<cp::linear<4, 4>, cp::residual<cp::linear<4, 4>>>;
#endif
constexpr model net{};
