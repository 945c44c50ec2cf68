// A convolution of another number of channels than the image has.
// says: extents_agree<layer<0, conv2d<1, 4, kernel<3, 3>>>::takes<image<8, 8, 1>>::but_input_is<image<8, 8, 3>>>
// says: flatten makes a vector of an image or a signal.
// plainly: takes image<8, 8> but input is image<8, 8, 3>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<1, 4, cp::kernel<3>>> net{};
#else
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<3>>> net{};
#endif
