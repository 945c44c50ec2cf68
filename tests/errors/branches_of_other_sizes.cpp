// Branches that are added give another size.
// says: layers_inside_fit<branch<1, sequential<linear<4, 6>>>::gives<vector<6>>::but_branch<0, linear<4, 5>>::gives<vector<5>>>
// says: what is added has one extent
// plainly: Branch 1, sequential<linear<4, 6>>, gives vector<6> but branch 0, linear<4, 5>, gives vector<5>.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::linear<4, 4>, cp::add<cp::linear<4, 5>, cp::sequential<cp::linear<4, 6>>>>;
#else
using model = cp::network<cp::linear<4, 4>, cp::add<cp::linear<4, 5>, cp::sequential<cp::linear<4, 5>>>>;
#endif
constexpr model net{};
