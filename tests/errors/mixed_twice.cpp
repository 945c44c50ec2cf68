// A network of which some layers are integers is quantized again.
// says: network_is_quantized<type<mixed_network<
// says: quantize takes a network of floats. This one has integers.
// plainly: has integers already.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu, cp::linear<2, 2>>;
constexpr std::array<model::input_type, 2> samples{};
constexpr auto once = cp::quantize(model{}, samples, cp::float_last<1>{});

#ifdef WRONG
constexpr auto twice = cp::quantize(once, samples);
#else
constexpr auto twice = once;
#endif
