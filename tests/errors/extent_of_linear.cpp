// A linear layer behind an image, without flatten between them.
// says: extents_agree<layer<2, linear<144, 2>>::takes<vector<144>>::but_layer<0, conv2d<3, 4, kernel<3, 3>>>::gives<image<6, 6, 4>>>
// says: flatten makes a vector of an image or a signal.
// plainly: Layer 2, linear<144, 2>, takes vector<144> but layer 0, conv2d<3, 4, kernel<3>>, gives image<6, 6, 4>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<3>>, cp::relu, cp::linear<144, 2>> net{};
#else
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<3>>, cp::relu, cp::flatten, cp::linear<144, 2>>
    net{};
#endif
