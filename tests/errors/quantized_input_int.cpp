// Integers of another type than an int8 network takes.
// says: int8_input_fits<network_of<signed char>::but_input_holds<int>>
// says: Convert the values.
// plainly: Network of signed char but input holds int.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>
#include <cstdint>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};
constexpr auto in_integers = cp::quantize(model{}, samples);

#ifdef WRONG
constexpr auto y = in_integers(std::array<int, 2>{});
#else
constexpr auto y = in_integers(std::array<std::uint8_t, 2>{});
#endif
