// A layer that gives nothing.
// says: layers_give_values<layer<1, linear<8, 0>>::gives_no_values>
// says: Give it at least one output, or a larger input.
// plainly: Layer 1, linear<8, 0>, gives no values. Give it at least one output, or a larger input.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::linear<4, 8>, cp::linear<8, 0>, cp::relu> net{};
#else
constexpr cp::network<cp::linear<4, 8>, cp::linear<8, 1>, cp::relu> net{};
#endif
