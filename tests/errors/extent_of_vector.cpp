// A convolution over a vector, which has no rows and columns.
// says: extents_agree<layer<1, conv2d<1, 4, kernel<3, 3>>>::takes<image_of_channels<1>>::but_layer<0, linear<4, 64>>::gives<vector<64>>>
// plainly: takes image_of_channels<1> but layer 0, linear<4, 64>, gives vector<64>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::linear<4, 64>, cp::conv2d<1, 4, cp::kernel<3>>> net{};
#else
constexpr cp::network<cp::linear<4, 64>, cp::unflatten<cp::image<8, 8>>, cp::conv2d<1, 4, cp::kernel<3>>> net{};
#endif
