// A network in integers is quantized again.
// says: network_is_quantized<type<int8_network<
// says: quantize takes a network of floats. This one has integers.
// plainly: has integers already.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};
constexpr auto once = cp::quantize(model{}, samples);

#ifdef WRONG
constexpr auto twice = cp::quantize(once, samples);
#else
constexpr auto twice = once;
#endif
