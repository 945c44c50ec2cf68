// An output of a trace that is not there.
// says: layer_exists<network_with_layers<4>::has_no_layer<4>>
// says: A trace holds one output for each layer
// plainly: Network with layers 4 has no layer 4.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr float out = net.trace(x).output<4>()[0];
#else
constexpr float out = net.trace(x).output<3>()[0];
#endif
