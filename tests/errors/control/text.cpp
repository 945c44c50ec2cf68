// A text that no compiler prints.
// says: Make the two numbers odd
// errors: 1
#include <constprop/layers/linear.hpp>
#include <constprop/network.hpp>

#ifdef WRONG
constexpr constprop::network<constprop::linear<4, 8>, constprop::linear<9, 1>> net{};
#else
constexpr constprop::network<constprop::linear<4, 8>, constprop::linear<8, 1>> net{};
#endif
