// A pool over a vector, which has no rows and columns.
// says: extents_agree<layer<1, max_pool2d<2>>::takes<any_image>::but_layer<0, linear<4, 64>>::gives<vector<64>>>
// plainly: takes any_image but layer 0, linear<4, 64>, gives vector<64>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::linear<4, 64>, cp::max_pool2d<2>> net{};
#else
constexpr cp::network<cp::linear<4, 64>, cp::unflatten<cp::image<8, 8>>, cp::max_pool2d<2>> net{};
#endif
