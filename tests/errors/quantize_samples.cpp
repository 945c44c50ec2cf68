// Samples that are no inputs of the network that is quantized.
// says: input_fits<network_with_inputs<2>::but_input_has<3>>
// says: as many values of its scalar as its first layer takes.
// plainly: Network with inputs 2 but input has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;

#ifdef WRONG
constexpr std::array<std::array<float, 3>, 2> samples{};
#else
constexpr std::array<model::input_type, 2> samples{};
#endif
constexpr auto in_integers = cp::quantize(model{}, samples);
