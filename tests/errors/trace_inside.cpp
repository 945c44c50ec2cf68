// There is no such layer inside.
// says: layer_exists<layer_with_layers<2>::has_no_layer<2>>
// plainly: Layer with layers 2 has no layer 2.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 4>, cp::residual<cp::linear<4, 4>, cp::relu>>;
#ifdef WRONG
constexpr float y = model{}.trace({1, 2, 3, 4}).inner<1, 2>()[0];
#else
constexpr float y = model{}.trace({1, 2, 3, 4}).inner<1, 1>()[0];
#endif
