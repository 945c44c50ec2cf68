#ifndef CONSTPROP_KERNELS_SOFTWARE_SQRT_HPP
#define CONSTPROP_KERNELS_SOFTWARE_SQRT_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The square root without a square root instruction, correctly rounded: for constant evaluation, and for targets
/// without the instruction.
///
/// With x = m·4^h and 1 ≤ m < 4, a polynomial approximates 1/√m, Newton's iteration refines it, and a last step on
/// √m itself leaves an error of less than 1.5 units in the last place. The root is then an integer R in these units, and the
/// integer m·2^46 − R² (m·2^104 − R² in double) tells which of R − 1, R and R + 1 is the nearest. This difference is
/// small: it fits in 32 (64) bits, so no wider product is needed. Ties are impossible.
///
/// Special values: those of `math::sqrt`. Cost: about 20 operations (25 in double), no branch and no division; 16 (17) steps
/// of constant evaluation in Clang.
constexpr float software_sqrt(float x) noexcept {
    CONSTPROP_AS_WRITTEN
    const float v = x > 0.0F ? (x <= largest_finite<float> ? x : 1.0F) : 1.0F;
    const bool subnormal = v < smallest_normal<float>;
    const auto bits = __builtin_bit_cast(std::uint32_t, v*(subnormal ? 0x1p24F : 1.0F));
    const std::uint32_t h = ((bits + 0x800000U) >> 24) - 64U;
    const auto m = __builtin_bit_cast(float, bits - (h << 24));
    const float guess = 1.5561872F + m * (-0.73886317F + m * (0.19468577F + m * -0.019050425F));
    const float inverse = guess * (1.5F - 0.5F * m * guess * guess);
    const float root = CONSTPROP_ROUNDED(m * inverse);
    const auto nearby = static_cast<std::int32_t>(
        CONSTPROP_ROUNDED(root + 0.5F * inverse * CONSTPROP_ROUNDED(m - root * root)) * 0x1p23F);
    const auto rest =
        static_cast<std::int32_t>((static_cast<std::uint32_t>(m * 0x1p23F) << 23) -
                                  static_cast<std::uint32_t>(nearby) * static_cast<std::uint32_t>(nearby));
    const std::int32_t nearest = nearby + (rest > nearby ? 1 : 0) - (rest <= -nearby ? 1 : 0);
    // The leading bit of the root adds the 1 that the exponent lacks.
    const auto y =
        __builtin_bit_cast(float, static_cast<std::uint32_t>(nearest) + ((h + (subnormal ? 114U : 126U)) << 23));
    return x > 0.0F ? (x <= largest_finite<float> ? y : x) : (x < 0.0F ? not_a_number<float> : x);
}

/// In double.
constexpr double software_sqrt(double x) noexcept {
    CONSTPROP_AS_WRITTEN
    const double v = x > 0.0 ? (x <= largest_finite<double> ? x : 1.0) : 1.0;
    const bool subnormal = v < smallest_normal<double>;
    const auto bits = __builtin_bit_cast(std::uint64_t, v*(subnormal ? 0x1p54 : 1.0));
    const std::uint64_t h = ((bits + 0x10000000000000U) >> 53) - 512U;
    const auto m = __builtin_bit_cast(double, bits - (h << 53));
    const double guess = 1.7490145 + m * (-1.123072 + m * (0.45805147 + m * (-0.09354219 + m * 0.0074305036)));
    const double closer = guess * (1.5 - 0.5 * m * guess * guess);
    const double inverse = closer * (1.5 - 0.5 * m * closer * closer);
    const double root = CONSTPROP_ROUNDED(m * inverse);
    const auto nearby = static_cast<std::int64_t>(
        CONSTPROP_ROUNDED(root + 0.5 * inverse * CONSTPROP_ROUNDED(m - root * root)) * 0x1p52);
    const auto rest =
        static_cast<std::int64_t>((static_cast<std::uint64_t>(m * 0x1p52) << 52) -
                                  static_cast<std::uint64_t>(nearby) * static_cast<std::uint64_t>(nearby));
    const std::int64_t nearest = nearby + (rest > nearby ? 1 : 0) - (rest <= -nearby ? 1 : 0);
    const auto y =
        __builtin_bit_cast(double, static_cast<std::uint64_t>(nearest) + ((h + (subnormal ? 995U : 1022U)) << 52));
    return x > 0.0 ? (x <= largest_finite<double> ? y : x) : (x < 0.0 ? not_a_number<double> : x);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_SOFTWARE_SQRT_HPP
