// A transposed convolution whose padding cuts off all that there is.
// says: layers_give_values<layer<0, transposed_conv2d<2, 3, kernel<3, 3>, padding<2>>>::gives_no_values_for<image<2, 2, 2>>>
// plainly: gives no values for image<2, 2, 2>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<2, 2, 2>, cp::transposed_conv2d<2, 3, cp::kernel<3>, cp::padding<2>>> net{};
#else
constexpr cp::network<cp::image<2, 2, 2>, cp::transposed_conv2d<2, 3, cp::kernel<3>, cp::padding<1>>> net{};
#endif
