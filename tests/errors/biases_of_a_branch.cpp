// The bias of a branch, in which several layers have one.
// says: layer_has_it<layer<0, residual<linear<2, 2>, linear<2, 2>>>::has_no_biases>
// says: have a bias for each output. Ask one of those, or for parameter(k).
// plainly: Layer 0, residual<linear<2, 2>, linear<2, 2>>, has no biases.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

constexpr cp::network<cp::residual<cp::linear<2, 2>, cp::linear<2, 2>>> net;
#ifdef WRONG
constexpr float out = net.layer<0>().bias(0);
#else
constexpr float out = net.layer<0>().parameter(4);
#endif
