#ifndef CONSTPROP_KERNELS_INT8_REQUANTIZE_HPP
#define CONSTPROP_KERNELS_INT8_REQUANTIZE_HPP

#include <constprop/kernels/target.hpp>

#include <cstdint>

/// From int32 sums to int8 values: TensorFlow Lite's arithmetic, which rounds twice.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A real factor as factor · 2^(shift − 31), with 2³⁰ ≤ factor < 2³¹; 0 is (0, 0).
struct multiplier {
    std::int32_t factor = 0;
    std::int32_t shift = 0;

    [[nodiscard]] friend constexpr bool operator==(const multiplier&, const multiplier&) = default;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

using multiplier = CONSTPROP_TARGET::int8::multiplier;

/// (a·b + 2³⁰) / 2³¹, rounded down: the product of two numbers of 31 fractional bits.
///
/// Source:      gemmlowp's SaturatingRoundingDoublingHighMul
[[nodiscard, gnu::always_inline]] constexpr std::int32_t high_product(std::int32_t a, std::int32_t b) noexcept {
    constexpr std::int32_t least = INT32_MIN;
    if (a == least && b == least) return INT32_MAX;
    return static_cast<std::int32_t>((std::int64_t{a} * b + (std::int64_t{1} << 30)) >> 31);
}

/// x / 2^exponent, halves rounded away from zero; 0 ≤ exponent ≤ 31.
///
/// Source:      gemmlowp's RoundingDivideByPOT
[[nodiscard, gnu::always_inline]] constexpr std::int32_t divide_by_power(std::int32_t x,
                                                                         std::int32_t exponent) noexcept {
    const auto mask = static_cast<std::int32_t>((std::uint32_t{1} << exponent) - 1);
    const std::int32_t rest = x & mask, half = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + (rest > half ? 1 : 0);
}

/// x · 2^exponent, which wraps where it does not fit.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t times_power(std::int32_t x, std::int32_t exponent) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(x) << exponent);
}

[[nodiscard, gnu::always_inline]] constexpr std::int32_t held_between(std::int32_t x, std::int32_t low,
                                                                      std::int32_t high) noexcept {
    return x < low ? low : (x > high ? high : x);
}

/// high_product(a, b) of 2a, which is not INT_MIN: 32 bits of the product are the lower ones.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t high_product_of_half(std::int32_t twice_a,
                                                                              std::int32_t b) noexcept {
    return static_cast<std::int32_t>((std::int64_t{twice_a} * b + (std::int64_t{1} << 31)) >> 32);
}

/// divide_by_power for |x| < 2³⁰, in fewer instructions.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t divide_small(std::int32_t x, std::int32_t exponent) noexcept {
    return exponent == 0 ? x : (x + (1 << (exponent - 1)) + (x >> 31)) >> exponent;
}

/// x times a real factor: the product is rounded to 31 bits, then divided by a power of two and rounded again.
///
/// Source:      TensorFlow Lite's MultiplyByQuantizedMultiplier, with its default of double rounding
[[nodiscard, gnu::always_inline]] constexpr std::int32_t requantize(std::int32_t x, const multiplier& by) noexcept {
    const std::int32_t left = by.shift > 0 ? by.shift : 0, right = by.shift > 0 ? 0 : -by.shift;
    return divide_by_power(high_product(times_power(x, left), by.factor), right);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_REQUANTIZE_HPP
