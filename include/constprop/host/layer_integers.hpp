#ifndef CONSTPROP_HOST_LAYER_INTEGERS_HPP
#define CONSTPROP_HOST_LAYER_INTEGERS_HPP

#include <constprop/host/error.hpp>
#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
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

/// The float of which multiplier_for makes `due`, and which is nearest to `guess`; nothing where no float near it is one.
template <class MultiplierFor>
std::optional<float> scale_near(double guess, const int8::multiplier& due, const MultiplierFor& multiplier_for) {
    constexpr float least = (std::numeric_limits<float>::min)(), greatest = (std::numeric_limits<float>::max)();
    float below = (std::clamp)(static_cast<float>(guess), least, greatest), above = below;
    for (int step = 0; step < 4; ++step) {
        for (const float one : {below, above})
            if (multiplier_for(one) == due) return one;
        below = (std::max)(std::nextafter(below, 0.0F), least);
        above = std::nextafter(above, greatest);
    }
    return {};
}

/// The scales of a layer's weights: one for each output, or one for all.
template <class Kernel, class Scales>
std::vector<float> weight_scales_of(const int8::weighted<Kernel, Scales>& layer, const quantization& takes) {
    const double in = static_cast<double>(takes.scale), out = static_cast<double>(layer.gives.scale);
    // With one scale a linear layer rounds the product of two, as `weighted` does.
    const auto scale = [&](const int8::multiplier& due_, bool is_for_all_) {
        return scale_near(int8::value_of(due_) * out / in, due_, [&](float scale_) {
            if (Kernel::is_linear && is_for_all_)
                return int8::multiplier_of(static_cast<double>(takes.scale * scale_) / out);
            return int8::multiplier_of(in * static_cast<double>(scale_) / out);
        });
    };
    constexpr std::size_t count = Scales::per_output ? Kernel::outputs : 1;
    const std::vector<int8::multiplier> due(layer.by.begin(), layer.by.begin() + count);
    if (count > 1) {
        std::vector<float> scales;
        for (const int8::multiplier& one : due)
            if (const auto found = scale(one, false)) scales.push_back(*found);
        if (scales.size() == count) return scales;
    }
    if (std::count(due.begin(), due.end(), due[0]) == static_cast<std::ptrdiff_t>(count))
        if (const auto found = scale(due[0], true)) return {*found};
    throw error("a layer of " + std::to_string(layer.weight_count) + " weights in integers",
                "no float is a scale of which its factors are made", "the factors of scales, as int8_tensors has them",
                "Make the network by quantize, or from the integers of a file.");
}

/// Throws:      `error` where the layer's factors are not those of scales
template <class Kernel, class Scales>
layer_integers integers_with_scales(const int8::weighted<Kernel, Scales>& layer, const quantization& takes) {
    layer_integers result{.scales = weight_scales_of(layer, takes)};
    for (std::size_t o = 0; o < Kernel::outputs; ++o) {
        std::int32_t sum = 0;
        for (std::size_t k = 0; k < Kernel::weights_per_output; ++k) {
            result.weights.push_back(layer.weight(o, k));
            sum += result.weights.back();
        }
        result.biases.push_back(layer.biases[o] + (takes.zero_point + Kernel::input_offset) * sum);
    }
    return result;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_LAYER_INTEGERS_HPP
