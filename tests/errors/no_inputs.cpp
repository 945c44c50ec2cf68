// A chain that starts with a layer of any size: nothing says how many inputs the network has.
// says: first_layer_has_inputs<layer<0, relu>::stands_first_but_does_not_say_its_inputs>
// says: Begin the chain with a layer of known size
// plainly: Layer 0, relu, stands first but does not say its inputs. Begin the chain with a layer of known size
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::relu, cp::linear<8, 2>> net{};
#else
constexpr cp::network<cp::linear<8, 8>, cp::relu, cp::linear<8, 2>> net{};
#endif
