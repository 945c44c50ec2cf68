// Layers as values, as PyTorch has them. clang says in its own words that it deduces no types here, until 19.
// says: network
// plainly: Network has no layers. Chain layers, which are types
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr auto net = cp::network(cp::linear<4, 8>{}, cp::relu{}, cp::linear<8, 1>{});
#else
constexpr auto net = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 1>>{};
#endif
