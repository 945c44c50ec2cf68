// Integers for a network in scaled int8 that are fewer than its weights.
// says: There is an integer for each weight of a matrix or a kernel
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::stored_as<cp::scaled_int8, cp::network<cp::linear<2, 2>>>;
#ifdef WRONG
constexpr model net = model::from_integers({1, -127, 3}, {0.5F, 0.25F, 1, 2});
#else
constexpr model net = model::from_integers({1, -127, 3, 127}, {0.5F, 0.25F, 1, 2});
#endif
inline constexpr float weight = net.layer<0>().weight(0, 0);
