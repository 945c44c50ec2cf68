// A convolution over a signal is given an image.
// says: extents_agree<layer<0, conv1d<2, 4, kernel<3, 3>>>::takes<signal_of_channels<2>>::but_input_is<image<8, 8, 2>>>
// plainly: takes signal_of_channels<2> but input is image<8, 8, 2>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 2>, cp::conv1d<2, 4, cp::kernel<3>>> net{};
#else
constexpr cp::network<cp::image<8, 8, 2>, cp::conv2d<2, 4, cp::kernel<3>>> net{};
#endif
