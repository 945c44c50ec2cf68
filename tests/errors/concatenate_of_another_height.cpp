// Images of another height have no channels side by side.
// says: layers_inside_fit<branch<1, conv2d<1, 2, kernel<3, 3>>>::gives<image<6, 6, 2>>::but_branch<0, identity>::gives<image<8, 8
// says: and what is concatenated one height and width
// plainly: Branch 1, conv2d<1, 2, kernel<3>>, gives image<6, 6, 2> but branch 0, identity, gives image<8, 8
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::image<8, 8>, cp::concatenate<cp::identity, cp::conv2d<1, 2, cp::kernel<3>>>>;
#else
using model =
    cp::network<cp::image<8, 8>, cp::concatenate<cp::identity, cp::conv2d<1, 2, cp::kernel<3>, cp::padding<1>>>>;
#endif
constexpr model net{};
