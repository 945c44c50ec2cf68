#ifndef CONSTPROP_KERNELS_BITS_HPP
#define CONSTPROP_KERNELS_BITS_HPP

#include <constprop/kernels/target.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

/// Numbers and vectors of numbers: the type of their elements, integers of the same width, and the limits of the formats.
///
/// Functions read and build floating-point numbers with `__builtin_bit_cast`, which is the body of `std::bit_cast`: as
/// calls, the casts would be a third of a function's cost in constant evaluation. For this reason the limits are variables
/// here, too.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// True for a vector of GCC's or Clang's extension.
template <class Type>
concept vector_type = !std::is_arithmetic_v<Type> && !std::is_class_v<Type> && !std::is_pointer_v<Type> &&
                      !std::is_array_v<Type> && requires(Type x) { x[0] + x[0]; };

/// The type of the lanes of a vector; a scalar is its own element.
template <class Real> struct element_of {
    using type = Real;
};
template <vector_type Real> struct element_of<Real> {
    using type = std::remove_cvref_t<decltype(std::declval<Real&>()[0])>;
};
template <class Real> using element = typename element_of<Real>::type;

/// The types for which functions are written: a number, or a vector of numbers.
template <class Real>
concept floats = (std::is_same_v<element<Real>, float>);
template <class Real>
concept doubles = (std::is_same_v<element<Real>, double>);

/// Integers as wide as a number, or as the lanes of a vector.
template <class Real, class Integer> struct integers {
    using type = Integer;
};
#if defined(__GNUC__) || defined(__clang__)
template <vector_type Real, class Integer> struct integers<Real, Integer> {
    typedef Integer type __attribute__((vector_size(sizeof(Real))));
};
#endif
template <class Real, class Integer> using integer = typename integers<Real, Integer>::type;

template <class Scalar> inline constexpr Scalar infinity = std::numeric_limits<Scalar>::infinity();

template <class Scalar> inline constexpr Scalar not_a_number = std::numeric_limits<Scalar>::quiet_NaN();

template <class Scalar> inline constexpr Scalar largest_finite = (std::numeric_limits<Scalar>::max)();

template <class Scalar> inline constexpr Scalar smallest_normal = (std::numeric_limits<Scalar>::min)();

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_BITS_HPP
