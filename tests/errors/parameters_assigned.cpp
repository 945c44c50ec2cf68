// A parameter set in a copy that nobody will see.
// says: assign
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;

inline void reset(model& net) {
#ifdef WRONG
    net.parameters()[0] = 0;
#else
    net.layer<0>().parameter(0) = 0;
#endif
}
