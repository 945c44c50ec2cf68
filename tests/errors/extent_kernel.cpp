// A kernel that is larger than the image.
// says: layers_give_values<layer<0, conv2d<3, 4, kernel<9, 9>>>::gives_no_values_for<image<8, 8, 3>>>
// says: Give it at least one output, or a larger input.
// plainly: gives no values for image<8, 8, 3>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<9>>> net{};
#else
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<9>, cp::padding<1>>> net{};
#endif
