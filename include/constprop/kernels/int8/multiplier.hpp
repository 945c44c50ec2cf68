#ifndef CONSTPROP_KERNELS_INT8_MULTIPLIER_HPP
#define CONSTPROP_KERNELS_INT8_MULTIPLIER_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The factor, or the greatest one below 2^power.
[[nodiscard]] constexpr multiplier held_below(const multiplier& of, std::int32_t power) noexcept {
    return of.shift > power ? multiplier{INT32_MAX, power} : of;
}

/// A positive real number r = f · 2^shift, 1/2 ≤ f < 1, with f rounded to 31 bits, halves up. 0 where r < 2⁻³²; below 2³¹, so that kernels can
/// shift by it.
///
/// Source:      TensorFlow Lite's QuantizeMultiplier
[[nodiscard]] constexpr multiplier multiplier_of(double r) noexcept {
    const auto bits = __builtin_bit_cast(std::uint64_t, r);
    const std::int32_t shift = static_cast<std::int32_t>(bits >> 52 & 0x7FF) - 1022;
    const std::uint64_t digits = (bits & ((std::uint64_t{1} << 52) - 1)) | (std::uint64_t{1} << 52);
    const std::uint64_t rounded = (digits + (std::uint64_t{1} << 21)) >> 22;
    const bool carries = rounded == std::uint64_t{1} << 31;
    const multiplier result{static_cast<std::int32_t>(carries ? rounded >> 1 : rounded), carries ? shift + 1 : shift};
    return result.shift < -31 ? multiplier{} : held_below(result, 31);
}

/// What `multiplier_of` was given, but for its rounding.
[[nodiscard]] constexpr double value_of(const multiplier& of) noexcept {
    double value = static_cast<double>(of.factor) / 2147483648.0;
    for (std::int32_t k = 0; k < of.shift; ++k) value *= 2;
    for (std::int32_t k = 0; k > of.shift; --k) value /= 2;
    return value;
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_KERNELS_INT8_MULTIPLIER_HPP
