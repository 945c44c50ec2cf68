#ifndef CONSTPROP_KERNELS_INT8_WEIGHT_SCALES_HPP
#define CONSTPROP_KERNELS_INT8_WEIGHT_SCALES_HPP

#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop {

// How many scales the weights of a layer have, and how wide they are.

/// One for each output. Weights are −127 … 127.
struct CONSTPROP_TAGGED per_channel {
    static constexpr bool per_output = true;
    static constexpr std::int32_t largest_weight = 127;
};
/// One for all.
struct CONSTPROP_TAGGED per_tensor {
    static constexpr bool per_output = false;
    static constexpr std::int32_t largest_weight = 127;
};
/// Weights of four bits, −7 … 7, two in a byte.
template <class Scales = per_channel> struct CONSTPROP_TAGGED int4_weights {
    static constexpr bool per_output = Scales::per_output;
    static constexpr std::int32_t largest_weight = 7;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The scale of weights so that the greatest is ± the largest integer: weight_of(k) for k < count. 1 for weights of 0.
template <class Scales, class WeightOf>
[[nodiscard]] constexpr float scale_of_weights(std::size_t count, const WeightOf& weight_of) noexcept {
    float greatest = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const float weight = weight_of(k), size = weight < 0 ? -weight : weight;
        greatest = size > greatest ? size : greatest;
    }
    return greatest > 0 ? greatest / static_cast<float>(Scales::largest_weight) : 1.0F;
}
/// The integer that stands for a weight.
template <class Scales> [[nodiscard]] constexpr std::int8_t quantize_weight(float weight, float scale) noexcept {
    return static_cast<std::int8_t>(rounded(weight / scale, -Scales::largest_weight, Scales::largest_weight));
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_KERNELS_INT8_WEIGHT_SCALES_HPP
