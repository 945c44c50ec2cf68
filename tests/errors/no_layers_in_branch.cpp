// A branch without layers.
// says: chain_is_of_layers<type<add<>>::holds_no_layers>
// says: A network is a chain of layers, which are types
// plainly: Type add<> holds no layers.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using sum = cp::add<>;
#else
using sum = cp::add<cp::relu>;
#endif
constexpr cp::network<cp::linear<2, 3>, sum, cp::linear<3, 1>> net{};
