#ifndef CONSTPROP_MATH_BITS_HPP
#define CONSTPROP_MATH_BITS_HPP

#include <constprop/kernels/target.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

// The common parts of the elementary functions: limits of the formats and constants of argument reduction.
//
// The functions read and build floating-point numbers with `__builtin_bit_cast`, which is the body of `std::bit_cast`:
// as calls, the casts would be a third of a function's cost in constant evaluation. For this reason the limits are
// variables here, too.
//
// -ffast-math, -Ofast and their parts (-funsafe-math-optimizations, -fassociative-math, -freciprocal-math,
// -ffinite-math-only) change no function by more than 4 ulp if argument and result are normal numbers or 0: see
// kernels/as_written.hpp. Results may differ in bits from those without these flags. Nothing is promised for what the
// flags exclude: NaN and infinities, as arguments and as results, with -ffinite-math-only; the sign of a zero, with
// -fno-signed-zeros. Linked with -ffast-math, -Ofast or -funsafe-math-optimizations, a program on x86 also treats subnormal
// numbers as 0: so do log and sqrt with their arguments, and intermediate results that underflow are lost.

namespace constprop::inline CONSTPROP_TARGET::math::detail {

/// A vector of GCC's or Clang's extension, and the type of its lanes; a scalar is its own element.
template <class Type>
concept vector = !std::is_arithmetic_v<Type> && !std::is_class_v<Type> && !std::is_pointer_v<Type> &&
                 !std::is_array_v<Type> && requires(Type x) {
    x[0] + x[0];
};

template <class Real> struct element_of { using type = Real; };
template <vector Real> struct element_of<Real> {
    using type = std::remove_cvref_t<decltype(std::declval<Real&>()[0])>;
};
template <class Real> using element = typename element_of<Real>::type;

/// The types for which the elementary functions are written: a number, or a vector of numbers.
template <class Real>
concept floats = (std::is_same_v<element<Real>, float>);
template <class Real>
concept doubles = (std::is_same_v<element<Real>, double>);

/// Integers as wide as a number, or as the lanes of a vector.
template <class Real, class Integer> struct integers { using type = Integer; };
#if defined(__GNUC__) || defined(__clang__)
template <vector Real, class Integer> struct integers<Real, Integer> {
    typedef Integer type __attribute__((vector_size(sizeof(Real))));
};
#endif
template <class Real, class Integer> using integer = typename integers<Real, Integer>::type;

template <class Scalar> inline constexpr Scalar infinity = std::numeric_limits<Scalar>::infinity();

template <class Scalar> inline constexpr Scalar not_a_number = std::numeric_limits<Scalar>::quiet_NaN();

template <class Scalar> inline constexpr Scalar largest_finite = (std::numeric_limits<Scalar>::max)();

template <class Scalar> inline constexpr Scalar smallest_normal = (std::numeric_limits<Scalar>::min)();

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

#endif
