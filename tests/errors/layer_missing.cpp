// A layer that is not there.
// says: layer_exists<network_with_layers<4>::has_no_layer<4>>
// says: Layers are counted from 0, activations included.
// plainly: Network with layers 4 has no layer 4. Layers are counted from 0
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = net.layer<4>();
#else
constexpr auto out = net.layer<3>();
#endif
