// A network of nothing.
// says: chain_is_of_layers<network_has_no_layers>
// says: A network is a chain of layers
// plainly: Network has no layers. Chain layers
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<> net{};
#else
constexpr cp::network<cp::linear<4, 8>> net{};
#endif
