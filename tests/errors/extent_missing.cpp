// A convolution that stands first, where nothing says how large the image is.
// says: first_layer_has_inputs<layer<0, conv2d<1, 4, kernel<3, 3>>>::stands_first_but_does_not_say_its_inputs>
// says: image<Height, Width, Channels>
// plainly: stands first but does not say its inputs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::conv2d<1, 4, cp::kernel<3>>, cp::relu> net{};
#else
constexpr cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu> net{};
#endif
