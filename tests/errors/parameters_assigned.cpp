// A parameter set in a copy that nobody will see.
// says: const
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

constexpr auto net = [] {
    cp::network<cp::linear<4, 2>> net;
#ifdef WRONG
    net.parameters()[0] = 7;
#else
    net.layer<0>().parameter(0) = 7;
#endif
    return net;
}();
