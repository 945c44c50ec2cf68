// A linear layer of another size than what flatten gives.
// says: shapes_agree<layer<2, linear<100, 2>>::expects<100>::but_layer<0, conv2d<3, 4, kernel<3, 3>>>::gives<144>>
// plainly: expects 100 but layer 0, conv2d<3, 4, kernel<3>>, gives 144.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<3>>, cp::flatten, cp::linear<100, 2>> net{};
#else
constexpr cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<3>>, cp::flatten, cp::linear<144, 2>> net{};
#endif
