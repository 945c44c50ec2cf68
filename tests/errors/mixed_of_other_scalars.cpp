// A network of double behind one of float.
// says: input_fits<network_of<double>::but_input_holds<float>>
// says: Each network takes the scalars that the one before it gives.
// plainly: Network of double but input holds float.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

inline constexpr cp::network<cp::linear<2, 3>> first{};
#ifdef WRONG
inline constexpr cp::basic_network<double, cp::linear<3, 2>> second{};
#else
inline constexpr cp::basic_network<float, cp::linear<3, 2>> second{};
#endif
inline constexpr cp::mixed_network both(first, second);
