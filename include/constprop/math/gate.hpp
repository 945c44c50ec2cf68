#ifndef CONSTPROP_MATH_GATE_HPP
#define CONSTPROP_MATH_GATE_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/reduction.hpp>
#include <constprop/math/sigmoid.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

/// The logistic function σ(x) as gates need it: they multiply by it, so its absolute error counts, not the relative one as in
/// `sigmoid`. In float σ(−|x|) is one rational function, and σ(|x|) = 1 − σ(−|x|); any other scalar takes `sigmoid`.
///
/// Error: in float at most 2.59·2^−24 (all floats, multiply-adds fused or not).
///
/// gate(0) = ½, gate(∞) = 1, NaN gives NaN; from −17.4 down it is 2.8e-8, and never 0.
///
/// Cost: 12 multiply-adds, 2 multiplications and a division, of which four and the division wait for one another; no branch on
/// vectors.
///
/// Source: a minimax rational function by tests/math/minimax.py on another grid of points, then scaled.
template <class T> constexpr T gate(T x) noexcept { return sigmoid(x); }
template <detail::floats Real> constexpr Real gate(Real x) noexcept {
    CONSTPROP_AS_WRITTEN
    using bits = detail::integer<Real, std::int32_t>;
    constexpr auto largest = __builtin_bit_cast(std::int32_t, 17.4F);  // σ rounds to 1 from here
    const bits a = __builtin_bit_cast(bits, x) & 0x7FFFFFFF;
    const auto c = __builtin_bit_cast(Real, static_cast<bits>(a < largest ? a : largest));
    const Real z = c * c, w = z * z;
    const Real numerator = ((0.75850302F + c * -0.225288734F) + z * (0.0275632534F + c * -0.00173079828F)) +
                           w * (5.55821498e-05F + c * -7.27539998e-07F);
    const Real denominator = ((1.51700604F + c * 0.307926923F) + z * (0.20907855F + c * 0.0379038975F)) +
                             w * ((0.00617998233F + c * 0.000742581266F) + z * (5.33247985e-05F + c * 6.01647344e-06F));
    const Real below_half = CONSTPROP_QUOTIENT(numerator, denominator);
    const Real y = x < 0.0F ? below_half : 1.0F - below_half;
    return x == x ? y : x;
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_GATE_HPP
