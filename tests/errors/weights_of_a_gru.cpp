// The weight between an input and an output of a layer whose weights are no such matrix.
// says: layer_has_it<layer<0, gru<2, 3>>::has_no_weights>
// says: have a weight for each input and output. Ask one of those, or for parameter(k).
// plainly: Layer 0, gru<2, 3>, has no weights.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

constexpr cp::network<cp::gru<2, 3>, cp::linear<3, 2>> net;
#ifdef WRONG
constexpr float out = net.layer<0>().weight(0, 0);
#else
constexpr float out = net.layer<0>().parameter(0);
#endif
