#ifndef CONSTPROP_MATH_TANH_HPP
#define CONSTPROP_MATH_TANH_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/reduction.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

/// The hyperbolic tangent: x − x³/q(x²) (x − x³·p(x²)/q(x²) in double) for small |x|, and 1 − p(|x|)/q(|x|)
/// (1 − 2/(e^2|x| + 1) in double) beyond. Either is an exact number minus a quotient, so one division serves both.
///
/// Error: at most 1.37 ulp (all floats, multiply-adds fused or not); in double at most 1.4 ulp (sampled).
///
/// tanh ±0 = ±0, tanh ±∞ = ±1, NaN gives NaN.
///
/// Cost: 14 multiply-adds, 4 multiplications and a division, of which seven and the division wait for one another (18, 6 and a
/// division in double), no branch; 11 (16) steps of constant evaluation in Clang.
///
/// Source: minimax rational functions by tests/math/minimax.py, in float on another grid of points, then scaled; `exp`.
template <detail::floats Real> constexpr Real tanh(Real x) noexcept {
    CONSTPROP_AS_WRITTEN
    using bits = detail::integer<Real, std::int32_t>;
    constexpr auto largest = __builtin_bit_cast(std::int32_t, 9.05F);  // tanh rounds to 1 from here
    constexpr auto sign_bit = __builtin_bit_cast(std::int32_t, -0.0F);
    const bits sign = __builtin_bit_cast(bits, x) & sign_bit, a = __builtin_bit_cast(bits, x) ^ sign;
    const auto c = __builtin_bit_cast(Real, static_cast<bits>(a < largest ? a : largest));
    const auto near_zero = c < 1.0F;
    // Beyond 1 in powers of u = c − 1: where the quotient is largest, the leading coefficients prevail, so little is rounded.
    const Real z = c * c, u = c - 1.0F, v = u * u, w = v * v;
    const Real numerator = near_zero ? c * z
                                     : ((0.370553285F + u * -0.24292469F) + v * (0.0657908916F + u * -0.00916368235F)) +
                                           w * (0.000653454568F + u * -1.89957482e-05F);
    const Real denominator = near_zero ? 3.00000066F + z * (1.19999322F + z * (-0.00569276508F + z * 0.000226969044F))
                                       : ((1.55429626F + u * 1.7190764F) + v * (1.21914446F + u * 0.477373481F)) +
                                             w * ((0.13888365F + u * 0.0258233566F) + v * 0.00517994724F);
    const Real y = (near_zero ? c : 1.0F) - CONSTPROP_QUOTIENT(numerator, denominator);
    return x == x ? __builtin_bit_cast(Real, __builtin_bit_cast(bits, y) | sign) : x;
}

/// In double.
template <detail::doubles Real> constexpr Real tanh(Real x) noexcept {
    CONSTPROP_AS_WRITTEN
    using bits = detail::integer<Real, std::uint64_t>;
    const bits sign = __builtin_bit_cast(bits, x) & (std::uint64_t{1} << 63);
    const auto a = __builtin_bit_cast(Real, __builtin_bit_cast(bits, x) ^ sign);
    const Real c = a < 20.0 ? a : 20.0;
    const Real t = CONSTPROP_ROUNDED(c * (2.0 * detail::log2_e<double>)+detail::round_shift<double>);
    const Real k = t - detail::round_shift<double>;
    const Real r =
        CONSTPROP_ROUNDED(CONSTPROP_ROUNDED(2.0 * c - k * detail::ln2_high<double>) - k * detail::ln2_low<double>);
    const Real scale = __builtin_bit_cast(Real, (__builtin_bit_cast(bits, t) << 52) + (std::uint64_t{1023} << 52));
    const Real z = c * c;
    const auto near_zero = c < 0.625;
    const Real numerator =
        near_zero ? c * z * (0.33333333333333326 + z * (0.020496785956639844 + z * 0.0001990889031168284)) : 2.0;
    const Real denominator =
        near_zero ? 1.0 + z * (0.46149035786990444 + z * (0.023288647952809303 + z * 0.00020643827525227305))
                  : (1.0 + (r + detail::exp_tail(r))) * scale + 1.0;
    const Real y = (near_zero ? c : 1.0) - numerator / denominator;
    return x == x ? __builtin_bit_cast(Real, __builtin_bit_cast(bits, y) | sign) : x;
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif
