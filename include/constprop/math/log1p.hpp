#ifndef CONSTPROP_MATH_LOG1P_HPP
#define CONSTPROP_MATH_LOG1P_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/log.hpp>
#include <constprop/math/reduction.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

/// ln(1 + x), without the loss of a small x in the sum: the rounding error of 1 + x = 2^k·(1 + f) is computed exactly and
/// added to f.
///
/// Error: at most 1.54 ulp (all floats, multiply-adds fused or not); in double at most 1.4 ulp (sampled).
///
/// Returns ±0 for ±0, −∞ for −1, ∞ for ∞; NaN for x < −1 and for NaN.
///
/// Cost: that of `log` and 6 additions; no branch; 14 steps of constant evaluation in Clang.
///
/// Source: as `log`; the exact error of a sum is Knuth's.
constexpr float log1p(float x) noexcept {
    CONSTPROP_AS_WRITTEN
    const float v = x > -1.0F ? (x <= detail::largest_finite<float> ? x : 0.0F) : 0.0F;
    const float sum = CONSTPROP_ROUNDED(1.0F + v), added = CONSTPROP_ROUNDED(sum - 1.0F);
    const float lost = CONSTPROP_ROUNDED(1.0F - CONSTPROP_ROUNDED(sum - added)) + CONSTPROP_ROUNDED(v - added);
    const std::uint32_t u = __builtin_bit_cast(std::uint32_t, sum) - 0x3F3504F3U;
    const std::int32_t n = static_cast<std::int32_t>(u) >> 23;
    // 2^−k, but at least 2^−64: the rounding error of a larger sum does not matter.
    const auto scale = __builtin_bit_cast(float, (127 - (n < 64 ? n : 64)) << 23);
    const float f = CONSTPROP_ROUNDED(
        CONSTPROP_ROUNDED(__builtin_bit_cast(float, (u & 0x7FFFFFU) + 0x3F3504F3U) - 1.0F) + lost * scale);
    const auto k = static_cast<float>(n);
    const float y = k * detail::ln2_high<float> +
                    CONSTPROP_ROUNDED(f + CONSTPROP_ROUNDED(detail::log_tail(f) + k * detail::ln2_low<float>));
    return x > -1.0F ? (x <= detail::largest_finite<float> ? (x == 0.0F ? x : y) : x)
                     : (x < -1.0F ? detail::not_a_number<float> : (x == -1.0F ? -detail::infinity<float> : x));
}

/// In double.
constexpr double log1p(double x) noexcept {
    CONSTPROP_AS_WRITTEN
    const double v = x > -1.0 ? (x <= detail::largest_finite<double> ? x : 0.0) : 0.0;
    const double sum = CONSTPROP_ROUNDED(1.0 + v), added = CONSTPROP_ROUNDED(sum - 1.0);
    const double lost = CONSTPROP_ROUNDED(1.0 - CONSTPROP_ROUNDED(sum - added)) + CONSTPROP_ROUNDED(v - added);
    const std::uint64_t u = __builtin_bit_cast(std::uint64_t, sum) - 0x3FE6A09E667F3BCDU;
    const auto n = static_cast<std::int64_t>(u) >> 52;
    const auto scale = __builtin_bit_cast(double, (1023 - (n < 64 ? n : 64)) << 52);
    const double f = CONSTPROP_ROUNDED(
        CONSTPROP_ROUNDED(__builtin_bit_cast(double, (u & 0xFFFFFFFFFFFFFU) + 0x3FE6A09E667F3BCDU) - 1.0) +
        lost * scale);
    const auto k = static_cast<double>(static_cast<std::int32_t>(n));
    const double y = k * detail::ln2_high<double> +
                     CONSTPROP_ROUNDED(f + CONSTPROP_ROUNDED(detail::log_tail(f) + k * detail::ln2_low<double>));
    return x > -1.0 ? (x <= detail::largest_finite<double> ? (x == 0.0 ? x : y) : x)
                    : (x < -1.0 ? detail::not_a_number<double> : (x == -1.0 ? -detail::infinity<double> : x));
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif
