// A branch takes another size than the one before it.
// says: layers_inside_fit<layer<0, linear<3, 5>>::takes<vector<3>>::but_input_is<vector<4>>>
// plainly: Layer 0, linear<3, 5>, takes vector<3> but input is vector<4>.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::linear<4, 4>, cp::add<cp::linear<4, 5>, cp::linear<3, 5>>>;
#else
using model = cp::network<cp::linear<4, 4>, cp::add<cp::linear<4, 5>, cp::linear<4, 5>>>;
#endif
constexpr model net{};
