// A network compiled with its weights, where the weights are not known to the compiler.
// says: network_is_constant<type<basic_network<float, linear<4, 8>, relu, linear<8, 2>>>::is_no_constant>
// says: a constexpr variable of static storage
// plainly: is no constant. Give a constexpr network.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;
inline model learning{};
inline constexpr model learned{};

#ifdef WRONG
using compiled = cp::constant_network<learning>;
#else
using compiled = cp::constant_network<learned>;
#endif
using output = decltype(compiled{}({1, 2, 3, 4}));
