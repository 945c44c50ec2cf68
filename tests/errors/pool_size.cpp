// A pool of two sizes.
// says: options_suit_their_layer<type<average_pool2d<2, kernel<3, 2>>>::has_another_size_than_its_kernel>
// plainly: Type average_pool2d<2, kernel<3, 2>> has another size than its kernel.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::average_pool2d<2, cp::kernel<3, 2>>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::average_pool2d<3, cp::kernel<3, 2>>> net{};
#endif
