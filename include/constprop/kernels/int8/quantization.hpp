#ifndef CONSTPROP_KERNELS_INT8_QUANTIZATION_HPP
#define CONSTPROP_KERNELS_INT8_QUANTIZATION_HPP

#include <constprop/kernels/target.hpp>

#include <cstdint>

namespace constprop {

/// What integers q stand for: the real numbers scale · (q − zero_point).
struct CONSTPROP_TAGGED quantization {
    float scale = 1;
    std::int32_t zero_point = 0;

    [[nodiscard]] friend constexpr bool operator==(const quantization&, const quantization&) = default;
};

/// The least and the greatest of real numbers.
struct CONSTPROP_TAGGED real_range {
    float least = 0, greatest = 0;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The nearest integer, halves away from zero, between two bounds. NaN gives 0.
template <class Real>
[[nodiscard]] constexpr std::int32_t rounded(Real x, std::int32_t low = -2147483647,
                                             std::int32_t high = 2147483647) noexcept {
    if (!(x > static_cast<Real>(low))) return x <= static_cast<Real>(low) ? low : 0;
    if (x >= static_cast<Real>(high)) return high;
    const auto towards_zero = static_cast<std::int32_t>(x);
    const Real rest = x - static_cast<Real>(towards_zero);
    const Real half = Real(1) / Real(2);
    return towards_zero + (rest >= half ? 1 : 0) - (rest <= -half ? 1 : 0);
}

/// The int8 that stands for x, and what an int8 stands for.
[[nodiscard]] constexpr std::int8_t quantize_value(float x, const quantization& by) noexcept {
    const std::int32_t steps = rounded(x / by.scale, -1024, 1024);
    const std::int32_t q = steps + by.zero_point;
    return static_cast<std::int8_t>(q < -128 ? -128 : (q > 127 ? 127 : q));
}
[[nodiscard]] constexpr float dequantize_value(std::int8_t q, const quantization& by) noexcept {
    return by.scale * static_cast<float>(q - by.zero_point);
}

/// 255 steps from the least value to the greatest, with an integer that stands for 0 exactly: a range that does not include
/// 0 is extended to it. Scale 1 and zero point 0 for an empty one.
///
/// Source:      TensorFlow Lite's asymmetric quantization of activations
[[nodiscard]] constexpr quantization quantization_of(const real_range& range) noexcept {
    const double least = range.least < 0 ? static_cast<double>(range.least) : 0.0;
    const double greatest = range.greatest > 0 ? static_cast<double>(range.greatest) : 0.0;
    const auto scale = static_cast<float>((greatest - least) / 255.0);
    if (!(scale > 0)) return {};
    return {scale, rounded(-128.0 - least / static_cast<double>(scale), -128, 127)};
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_KERNELS_INT8_QUANTIZATION_HPP
