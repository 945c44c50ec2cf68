// A number in parentheses: compilers differ in what those do for an aggregate, and none takes it. Braces do.
// says: double
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr auto rule = cp::with(cp::adam{}, cp::clip_norm(1.0));
#else
constexpr auto rule = cp::with(cp::adam{}, cp::clip_norm{1.0});
#endif
