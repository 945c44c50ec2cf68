// Training aware of quantization, of a network of which some layers are to stay floats.
// says: fake_quantized_takes<type<float_last<1>>::is_nothing_that_fake_quantized_takes>
// plainly: Type float_last<1> is nothing that fake quantized takes.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>>;
inline constexpr std::array<model::input_type, 1> samples{{{1, 2}}};

#ifdef WRONG
inline constexpr auto aware = cp::fake_quantized(model{}, samples, cp::float_last<1>{});
#else
inline constexpr auto aware = cp::fake_quantized(model{}, samples);
#endif
