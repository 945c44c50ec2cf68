// An option without a name, in parentheses: compilers differ in what those do for an aggregate, and none takes it.
// says: double
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr auto rule = cp::adam(0.01);
#else
constexpr auto rule = cp::adam{.learning_rate = 0.01};
#endif
