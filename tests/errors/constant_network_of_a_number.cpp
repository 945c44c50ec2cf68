// Something that is no network, compiled with its weights.
// says: network_is_constant<type<float>::is_no_network>
// says: a constexpr variable of static storage
// plainly: Type float is no network. Give a constexpr network.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

inline constexpr float weight = 1;
inline constexpr cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>> learned{};

#ifdef WRONG
using compiled = cp::constant_network<weight>;
#else
using compiled = cp::constant_network<learned>;
#endif
using output = decltype(compiled{}({1, 2, 3, 4}));
