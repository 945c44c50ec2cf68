// A network that was trained aware of its quantization is quantized with samples.
// says: network_needs_ranges<type<basic_network<
// says: Call quantize(net), without samples
// plainly: has its ranges.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};
constexpr auto aware = cp::fake_quantized(model{}, samples);

#ifdef WRONG
constexpr auto in_integers = cp::quantize(aware, samples);
#else
constexpr auto in_integers = cp::quantize(aware);
#endif
