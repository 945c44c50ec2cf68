// The weights of a layer that has none.
// says: layer_has_it<layer<1, relu>::has_no_weights>
// says: Only layers such as linear<Inputs, Outputs> have a weight for each input and output.
// plainly: Layer 1, relu, has no weights.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr float out = net.layer<1>().weight(0, 0);
#else
constexpr float out = net.layer<0>().weight(0, 0);
#endif
