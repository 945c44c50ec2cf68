// What is no option of a convolution.
// says: options_are_known<type<relu>::is_no_option_of_a_window>
// says: kernel<...>, stride<...>, padding<...>
// plainly: Type relu is no option of a window. Give kernel<...>
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::relu>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu> net{};
#endif
