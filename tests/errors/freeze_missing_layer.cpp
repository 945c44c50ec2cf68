// Layers frozen before one that is not there.
// says: layer_exists<network_with_layers<3>::has_no_layer<3>>
// says: Name the first of those that are to learn.
// plainly: Network with layers 3 has no layer 3.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

inline constexpr cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>> learned{};

#ifdef WRONG
constexpr auto net = cp::freeze_before<learned, 3>();
#else
constexpr auto net = cp::freeze_before<learned, 2>();
#endif
constexpr auto y = net({1, 2, 3, 4});
