// A recurrent network is to be trained aware of its quantization.
// says: layer_can_be_rounded<layer<1, residual<gru<2, 2>>>::has_no_rounding_for_training>
// says: Train this one in floats, and then call quantize(net, samples).
// plainly: Layer 1, residual<gru<2, 2>>, has no rounding for training.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::residual<cp::gru<2, 2>>>;
constexpr std::array<cp::sequence<model::input_type, 2>, 2> samples{};

#ifdef WRONG
constexpr auto aware = cp::fake_quantized(model{}, samples);
#else
constexpr auto in_integers = cp::quantize(model{}, samples);
#endif
