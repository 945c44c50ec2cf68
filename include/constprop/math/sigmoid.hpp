#ifndef CONSTPROP_MATH_SIGMOID_HPP
#define CONSTPROP_MATH_SIGMOID_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/exp.hpp>

namespace constprop::inline CONSTPROP_TARGET::math {

/// The logistic function σ(x) = 1 / (1 + exp(−x)), for any scalar that has exp, and for vectors.
///
/// Computed from exp(−|x|), which cannot overflow; relatively accurate where σ(x) is small.
/// σ(−∞) = 0, σ(∞) = 1, NaN stays NaN.
template <class T> constexpr T sigmoid(T x) noexcept {
    CONSTPROP_AS_WRITTEN
    const auto zero = detail::element<T>(0), one = detail::element<T>(1);
    const T e = exp(x < zero ? x : -x);
    return CONSTPROP_QUOTIENT(x < zero ? e : one, one + e);
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_SIGMOID_HPP
