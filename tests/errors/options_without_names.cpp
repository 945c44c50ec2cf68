// An option without a name, in braces.
// says: options_have_names
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr auto rule = cp::adam{0.01};
#else
constexpr auto rule = cp::adam{.learning_rate = 0.01};
#endif
