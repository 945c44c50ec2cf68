// A network with batch normalization is to be trained aware of its quantization.
// says: layer_has_an_integer_form<layer<1, batch_norm>::has_no_integer_form>
// says: batch normalization goes with for_inference(net).
// plainly: Layer 1, batch_norm, has no integer form.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::batch_norm, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};

#ifdef WRONG
constexpr auto aware = cp::fake_quantized(model{}, samples);
#else
constexpr auto aware = cp::fake_quantized(cp::for_inference(model{}), samples);
#endif
