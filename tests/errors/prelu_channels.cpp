// A slope for each of four channels, of which there are three.
// says: extents_agree<layer<0, prelu<4>>::takes<image_of_channels<4>>::but_input_is<image<8, 8, 3>>>
// plainly: takes image_of_channels<4> but input is image<8, 8, 3>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::image<8, 8, 3>, cp::prelu<4>> net{};
#else
constexpr cp::network<cp::image<8, 8, 3>, cp::prelu<3>> net{};
#endif
