#ifndef CONSTPROP_MATH_EXP_HPP
#define CONSTPROP_MATH_EXP_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/reduction.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

namespace detail {

/// e^r − 1 − r for |r| ≤ ½ ln 2; its sum with r is within 2^−26 of e^r − 1, relatively. A minimax polynomial.
template <floats Real> constexpr Real exp_tail(Real r) noexcept {
    CONSTPROP_AS_WRITTEN
    return r * r * (0.49999997F + r * (0.16666543F + r * (0.041667502F + r * (0.008366532F + r * 0.0013864518F))));
}

/// In double, within 2^−55. The even and the odd coefficients are evaluated side by side, as two short chains.
template <doubles Real> constexpr Real exp_tail(Real r) noexcept {
    CONSTPROP_AS_WRITTEN
    const Real z = r * r;
    return z * ((0.5000000000000006 +
                 z * (0.041666666666573815 +
                      z * (0.0013888888932292516 + z * (2.4801504561910826e-05 + z * 2.76262783143167e-07)))) +
                r * (0.16666666666666594 +
                     z * (0.008333333333386239 +
                          z * (0.00019841269727114745 + z * (2.7557399651625814e-06 + z * 2.505643494177804e-08)))));
}

}  // namespace detail

/// The exponential function, e^x = 2^k · e^r with k the integer nearest to x/ln 2 and r = x − k ln 2.
///
/// Error: at most 1.04 ulp (all floats, multiply-adds fused or not), subnormal results included; in double at most
/// 1.1 ulp (sampled).
///
/// e^−∞ = 0, e^∞ = ∞, NaN gives NaN; overflows to ∞ above 88.72283 (709.7827) and underflows gradually to 0 from
/// −87.3 to −104 (−708.4 to −745.2). Overflow is a selection, not arithmetic, so it is a constant expression too.
///
/// Cost: 7 multiply-adds and 4 multiplications (12 and 4 in double), no branch, no division, no table; 10 (11) steps
/// of constant evaluation in Clang.
///
/// Source: Cody and Waite's argument reduction; coefficients by tests/math/coefficients.sollya.
template <detail::floats Real> constexpr Real exp(Real x) noexcept {
    CONSTPROP_AS_WRITTEN
    using bits = detail::integer<Real, std::uint32_t>;
    using exponent = detail::integer<Real, std::int32_t>;
    const Real c = x < 88.72283F ? (x > -104.0F ? x : -104.0F) : 88.72283F;
    const Real t = CONSTPROP_ROUNDED(c * detail::log2_e<float> + detail::round_shift<float>);
    const Real k = t - detail::round_shift<float>;
    const Real r = CONSTPROP_ROUNDED(CONSTPROP_ROUNDED(c - k * detail::ln2_high<float>) - k * detail::ln2_low<float>);
    const exponent n = __builtin_bit_cast(exponent, __builtin_bit_cast(bits, t) - 0x4B400000U);
    // 2^k in two factors: the product stays in range until the last multiplication, which rounds once.
    const Real y =
        CONSTPROP_ROUNDED((1.0F + (r + detail::exp_tail(r))) * __builtin_bit_cast(Real, ((n >> 1) + 127) << 23)) *
        __builtin_bit_cast(Real, (n - (n >> 1) + 127) << 23);
    return x > 88.72283F ? detail::infinity<float> : (x <= 88.72283F ? y : x);
}

/// In double.
template <detail::doubles Real> constexpr Real exp(Real x) noexcept {
    CONSTPROP_AS_WRITTEN
    using bits = detail::integer<Real, std::uint64_t>;
    using exponent = detail::integer<Real, std::int64_t>;
    const Real c = x < 709.782712893384 ? (x > -746.0 ? x : -746.0) : 709.782712893384;
    const Real t = CONSTPROP_ROUNDED(c * detail::log2_e<double> + detail::round_shift<double>);
    const Real k = t - detail::round_shift<double>;
    const Real r = CONSTPROP_ROUNDED(CONSTPROP_ROUNDED(c - k * detail::ln2_high<double>) - k * detail::ln2_low<double>);
    const exponent n = __builtin_bit_cast(exponent, __builtin_bit_cast(bits, t) - 0x4338000000000000U);
    const Real y =
        CONSTPROP_ROUNDED((1.0 + (r + detail::exp_tail(r))) * __builtin_bit_cast(Real, ((n >> 1) + 1023) << 52)) *
        __builtin_bit_cast(Real, (n - (n >> 1) + 1023) << 52);
    return x > 709.782712893384 ? detail::infinity<double> : (x <= 709.782712893384 ? y : x);
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif
