// A layer frozen in float within a network of double.
// says: layer_is_complete<layer<0, frozen<learned, 0>>::has_no_forward_of<double>>
// plainly: Layer 0, frozen<learned, 0>, has no forward of double.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

inline constexpr cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>> learned{};

#ifdef WRONG
using scalar = double;
#else
using scalar = float;
#endif
constexpr cp::basic_network<scalar, cp::frozen<learned, 0>, cp::relu, cp::linear<8, 2>> net{};
