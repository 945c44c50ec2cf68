// Something in a chain that is no layer.
// says: chain_is_of_layers<element<1, int>::is_no_layer>
// says: A network is a chain of layers
// plainly: Element 1, int, is no layer. Chain layers
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::linear<4, 8>, int> net{};
#else
constexpr cp::network<cp::linear<4, 8>, cp::relu> net{};
#endif
