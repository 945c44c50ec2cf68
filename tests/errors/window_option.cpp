// What is no option of a convolution.
// says: options_suit_their_layer<type<relu>::is_no_option_of<conv2d<1, 4, relu>>>
// says: docs/convolutions.md says which layer takes which
// plainly: Type relu is no option of conv2d<1, 4, relu>. Give each
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::relu>> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu> net{};
#endif
