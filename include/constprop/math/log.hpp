#ifndef CONSTPROP_MATH_LOG_HPP
#define CONSTPROP_MATH_LOG_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/reduction.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

namespace detail {

/// ln(1 + f) − f for √½ ≤ 1 + f ≤ √2; its sum with f is within 2^−26 of ln(1 + f), relatively. A minimax polynomial, with
/// the even and the odd coefficients side by side.
constexpr float log_tail(float f) noexcept {
    CONSTPROP_AS_WRITTEN
    const float z = f * f;
    return z * (f * ((0.3333338F + z * (0.19998668F + z * (0.14244244F + z * 0.12537841F))) +
                     f * (-0.25000843F + z * (-0.16620891F + z * (-0.13219914F + z * -0.072358996F)))) -
                0.5F);
}

/// In double, within 2^−59, by the faster series of the inverse hyperbolic tangent. With s = f/(2 + f),
/// ln(1 + f) = 2 artanh s = 2s + s·R(s²), R(z) = ⅔z + ⅖z² + … in minimax form, and 2s = f − f²/2 + s·f²/2: the two
/// leading terms are exact, or nearly, and the division's rounding error affects only small terms.
constexpr double log_tail(double f) noexcept {
    CONSTPROP_AS_WRITTEN
    const double s = f / (2.0 + f), z = s * s, w = z * z;
    return s * (0.5 * f * f + (z * (0.6666666666666734 +
                                    w * (0.28571428741915456 + w * (0.1818356212023826 + w * 0.14795443504035605))) +
                               w * (0.3999999999941699 + w * (0.22222198618341193 + w * 0.15314103886697011)))) -
           0.5 * f * f;
}

}  // namespace detail

/// The natural logarithm, ln x = k ln 2 + ln(1 + f) with x = 2^k·(1 + f) and √½ ≤ 1 + f < √2.
///
/// Error: at most 0.95 ulp (all floats, multiply-adds fused or not), subnormal arguments included; in double at most
/// 0.95 ulp (sampled).
///
/// ln ±0 = −∞, ln ∞ = ∞; NaN for x < 0 and for NaN.
///
/// Cost: 10 multiply-adds and 3 multiplications (10, 6 and a division in double), no branch; 12 steps of constant
/// evaluation in Clang.
///
/// Source: Cody and Waite's argument reduction; coefficients by tests/math/coefficients.sollya.
constexpr float log(float x) noexcept {
    CONSTPROP_AS_WRITTEN
    const float v = x > 0.0F ? (x <= detail::largest_finite<float> ? x : 1.0F) : 1.0F;
    const bool subnormal = v < detail::smallest_normal<float>;
    // Measured from √½, the exponent field is k, and the fraction field belongs to 1 + f.
    const std::uint32_t u = __builtin_bit_cast(std::uint32_t, v*(subnormal ? 0x1p23F : 1.0F)) - 0x3F3504F3U;
    const auto k = static_cast<float>((static_cast<std::int32_t>(u) >> 23) - (subnormal ? 23 : 0));
    const float f = CONSTPROP_ROUNDED(__builtin_bit_cast(float, (u & 0x7FFFFFU) + 0x3F3504F3U) - 1.0F);
    const float y = k * detail::ln2_high<float> +
                    CONSTPROP_ROUNDED(f + CONSTPROP_ROUNDED(detail::log_tail(f) + k * detail::ln2_low<float>));
    const float special = x < 0.0F ? detail::not_a_number<float> : (x == 0.0F ? -detail::infinity<float> : x);
    return v == x ? y : special;
}

/// In double.
constexpr double log(double x) noexcept {
    CONSTPROP_AS_WRITTEN
    const double v = x > 0.0 ? (x <= detail::largest_finite<double> ? x : 1.0) : 1.0;
    const bool subnormal = v < detail::smallest_normal<double>;
    const std::uint64_t u = __builtin_bit_cast(std::uint64_t, v*(subnormal ? 0x1p52 : 1.0)) - 0x3FE6A09E667F3BCDU;
    const auto k =
        static_cast<double>(static_cast<std::int32_t>(static_cast<std::int64_t>(u) >> 52) - (subnormal ? 52 : 0));
    const double f = CONSTPROP_ROUNDED(__builtin_bit_cast(double, (u & 0xFFFFFFFFFFFFFU) + 0x3FE6A09E667F3BCDU) - 1.0);
    const double y = k * detail::ln2_high<double> +
                     CONSTPROP_ROUNDED(f + CONSTPROP_ROUNDED(detail::log_tail(f) + k * detail::ln2_low<double>));
    const double special = x < 0.0 ? detail::not_a_number<double> : (x == 0.0 ? -detail::infinity<double> : x);
    return v == x ? y : special;
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif
