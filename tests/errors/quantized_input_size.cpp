// Integers of another number than the int8 network takes.
// says: int8_input_fits<network_with_inputs<2>::but_input_has<3>>
// says: Give that many: nothing is cut off or filled up with zeros.
// plainly: Network with inputs 2 but input has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>
#include <cstdint>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};
constexpr auto in_integers = cp::quantize(model{}, samples);

#ifdef WRONG
constexpr auto y = in_integers(std::array<std::int8_t, 3>{});
#else
constexpr auto y = in_integers(std::array<std::int8_t, 2>{});
#endif
