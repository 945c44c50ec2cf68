#ifndef CONSTPROP_HOST_TFLITE_INTEGERS_HPP
#define CONSTPROP_HOST_TFLITE_INTEGERS_HPP

#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

/// What a layer of integers was made from. It keeps a multiplier, takes.scale · scale / gives.scale in 31 bits, and biases in
/// which the zero point of the input is; scales are floats, of 24 bits, so that the multiplier tells them.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The integers of a layer with weights, as `int8_tensors` has them; one scale for all outputs, or one for each.
struct layer_integers {
    std::vector<std::int8_t> weights{};
    std::vector<float> scales{};
    std::vector<std::int32_t> biases{};
};

/// The float whose multiplier is `due`, and which is nearest to `guess`; 0 where no float near it has. A multiplier of 0 is one
/// of scales that are too small for any result but the zero point.
template <class MultiplierOf>
float scale_near(double guess, const kernels::int8::multiplier& due, const MultiplierOf& multiplier_for) {
    if (due.factor == 0) return std::numeric_limits<float>::min();
    const auto nearest = static_cast<float>(guess);
    float below = nearest, above = nearest;
    for (int step = 0; step < 3; ++step) {
        for (const float one : {below, above}) {
            const kernels::int8::multiplier has = multiplier_for(one);
            if (one > 0 && has.factor == due.factor && has.shift == due.shift) return one;
        }
        below = std::nextafter(below, 0.0F);
        above = std::nextafter(above, std::numeric_limits<float>::infinity());
    }
    return 0;
}

template <class Kernel, class Scales>
layer_integers integers_with_scales(const int8::weighted<Kernel, Scales>& layer, const quantization& takes) {
    layer_integers result;
    for (std::size_t o = 0; o < Kernel::outputs; ++o) {
        std::int32_t sum = 0;
        for (std::size_t k = 0; k < Kernel::weights_per_output; ++k) {
            result.weights.push_back(layer.weight(o, k));
            sum += result.weights.back();
        }
        result.biases.push_back(layer.biases[o] + (takes.zero_point + Kernel::input_offset) * sum);
    }
    const double in = static_cast<double>(takes.scale), out = static_cast<double>(layer.gives.scale);
    const auto guess = [&](std::size_t s_) { return int8::value_of(layer.by[s_]) * out / in; };
    // As TensorFlow Lite computes multipliers, where each output has a scale and where a linear layer has one for all.
    const auto of_each = [&](float scale_) { return int8::multiplier_of(in * static_cast<double>(scale_) / out); };
    const auto of_all = [&](float scale_) {
        return int8::multiplier_of(static_cast<double>(takes.scale * scale_) / out);
    };
    constexpr bool rounds_product = Kernel::is_linear;
    constexpr std::size_t count = Scales::per_output ? Kernel::outputs : 1;
    if constexpr (Scales::per_output || !rounds_product)
        for (std::size_t s = 0; s < count; ++s) result.scales.push_back(scale_near(guess(s), layer.by[s], of_each));
    const bool has_all = std::find(result.scales.begin(), result.scales.end(), 0.0F) == result.scales.end();
    if (rounds_product && (!has_all || result.scales.empty()))
        result.scales.assign(1, scale_near(guess(0), layer.by[0], of_all));
    return result;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_TFLITE_INTEGERS_HPP
