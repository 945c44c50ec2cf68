#ifndef CONSTPROP_MATH_REDUCTION_HPP
#define CONSTPROP_MATH_REDUCTION_HPP

#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

// The common parts of the elementary functions: constants of argument reduction.
//
// -ffast-math, -Ofast and their parts (-funsafe-math-optimizations, -fassociative-math, -freciprocal-math,
// -ffinite-math-only) change no function by more than 4 ulp if argument and result are normal numbers or 0: see
// kernels/as_written.hpp. Results may differ in bits from those without these flags. Nothing is promised for what the
// flags exclude: NaN and infinities, as arguments and as results, with -ffinite-math-only; the sign of a zero, with
// -fno-signed-zeros. Linked with -ffast-math, -Ofast or -funsafe-math-optimizations, a program on x86 also treats subnormal
// numbers as 0: so do log and sqrt with their arguments, and intermediate results that underflow are lost.

namespace constprop::inline CONSTPROP_TARGET::math::detail {

using kernels::doubles;
using kernels::element;
using kernels::floats;
using kernels::infinity;
using kernels::integer;
using kernels::largest_finite;
using kernels::not_a_number;
using kernels::smallest_normal;
using kernels::vector_type;

/// 1.5·2^23 (1.5·2^52): added to a small number, it leaves no room for a fraction. The last bits of the sum are the nearest
/// integer in two's complement; subtracting the constant again gives this integer as a floating-point number.
template <class Scalar> inline constexpr Scalar round_shift = 0;
template <> inline constexpr float round_shift<float> = 0x1.8p23F;
template <> inline constexpr double round_shift<double> = 0x1.8p52;

/// 1/ln 2.
template <class Scalar> inline constexpr Scalar log2_e = 0;
template <> inline constexpr float log2_e<float> = 1.442695F;
template <> inline constexpr double log2_e<double> = 1.4426950408889634;

/// ln 2 in two parts. The high one ends in enough zeros to make its product with any exponent k exact: x − k·high then has
/// no rounding error either, fused or not.
template <class Scalar> inline constexpr Scalar ln2_high = 0;
template <> inline constexpr float ln2_high<float> = 0.693145751953125F;
template <> inline constexpr double ln2_high<double> = 0.6931471805598903;

template <class Scalar> inline constexpr Scalar ln2_low = 0;
template <> inline constexpr float ln2_low<float> = 1.4286068e-06F;
template <> inline constexpr double ln2_low<double> = 5.497923018708371e-14;

}  // namespace constprop::inline CONSTPROP_TARGET::math::detail

#endif  // CONSTPROP_MATH_REDUCTION_HPP
