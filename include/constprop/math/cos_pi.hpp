#ifndef CONSTPROP_MATH_COS_PI_HPP
#define CONSTPROP_MATH_COS_PI_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/reduction.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

/// cos(πt) for any t. Let n be the integer nearest to |t|, and w the distance to it, both exact. The result is ±cos(πw) for
/// w ≤ ¼ and ±sin(π(½ − w)) beyond, with the sign of (−1)^n: the zeros at the half-integers are exact, and values around
/// them are relatively accurate.
///
/// Error: at most 1.65 ulp (all floats, multiply-adds fused or not); in double at most 1.6 ulp (sampled).
///
/// Exactly ±1 at the integers, +0 at the half-integers; NaN for ±∞ and NaN.
///
/// Cost: 8 multiply-adds and 4 multiplications (14 and 4 in double), no branch; 12 steps of constant evaluation in
/// Clang.
///
/// Source: minimax polynomials by tests/math/coefficients.sollya.
constexpr float cos_pi(float t) noexcept {
    CONSTPROP_AS_WRITTEN
    // From 2^24 on, every float is an even integer.
    const float a = t < 0.0F ? -t : t;
    const float c = a < 0x1p24F ? a : 0x1p24F;
    // In 2^23 … 2^24 the last bit of a float is worth 1: adding 2^23 rounds to an integer and shows whether it is odd.
    const float shift = c < 0x1p23F ? 0x1p23F : 0.0F;
    const float s = CONSTPROP_ROUNDED(c + shift);
    const float d = CONSTPROP_ROUNDED(c - CONSTPROP_ROUNDED(s - shift));
    const float w = d < 0.0F ? -d : d;
    const float q = CONSTPROP_ROUNDED(0.5F - w), z = w * w, p = q * q;
    const float cosine = 1.0F + z * (-4.934802F + z * (4.0586987F + z * (-1.3348359F + z * 0.22974522F)));
    const float sine = q * 3.1415927F + q * (-8.742278e-08F + p * (-5.167709F + p * (2.5497975F + p * -0.58933693F)));
    const float y = (w <= 0.25F ? cosine : sine) * ((__builtin_bit_cast(std::uint32_t, s) & 1U) != 0U ? -1.0F : 1.0F);
    // The sum turns −0 into +0.
    return a <= detail::largest_finite<float> ? y + 0.0F : detail::not_a_number<float>;
}

/// In double.
constexpr double cos_pi(double t) noexcept {
    CONSTPROP_AS_WRITTEN
    const double a = t < 0.0 ? -t : t;
    const double c = a < 0x1p53 ? a : 0x1p53;
    const double shift = c < 0x1p52 ? 0x1p52 : 0.0;
    const double s = CONSTPROP_ROUNDED(c + shift);
    const double d = CONSTPROP_ROUNDED(c - CONSTPROP_ROUNDED(s - shift));
    const double w = d < 0.0 ? -d : d;
    const double q = CONSTPROP_ROUNDED(0.5 - w), z = w * w, p = q * q;
    const double cosine =
        1.0 +
        z * (-4.934802200544679 +
             z * (4.058712126416686 +
                  z * (-1.3352627688465395 +
                       z * (0.23533062996476511 +
                            z * (-0.025806880706983455 + z * (0.0019294114787397566 + z * -0.00010333140030783696))))));
    const double sine =
        q * 3.141592653589793 +
        q * (1.2246467991473532e-16 +
             p * (-5.167712780049959 +
                  p * (2.5501640398738816 +
                       p * (-0.5992645289659936 +
                            p * (0.08214586985202148 + p * (-0.007370029861448824 + p * 0.0004615712310928076))))));
    const double y = (w <= 0.25 ? cosine : sine) * ((__builtin_bit_cast(std::uint64_t, s) & 1U) != 0U ? -1.0 : 1.0);
    return a <= detail::largest_finite<double> ? y + 0.0 : detail::not_a_number<double>;
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif
