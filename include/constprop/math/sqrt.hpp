#ifndef CONSTPROP_MATH_SQRT_HPP
#define CONSTPROP_MATH_SQRT_HPP

#include <constprop/kernels/square_root.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/bits.hpp>
#include <constprop/math/software_sqrt.hpp>

namespace constprop::inline CONSTPROP_TARGET::math {

/// The square root, √x, correctly rounded: at most half an ulp from the exact root, subnormal arguments included.
///
/// √±0 = ±0, √∞ = ∞; NaN for x < 0 and for NaN. The sign of a NaN depends on the instruction; every other result has equal
/// bits on every target and in constant evaluation.
///
/// Cost: one instruction at run time, if the target has it: see `kernels::square_root`. Otherwise, and in constant
/// evaluation, `software_sqrt`.
constexpr float sqrt(float x) noexcept {
    return __builtin_is_constant_evaluated() ? software_sqrt(x) : kernels::square_root(x);
}

/// In double.
constexpr double sqrt(double x) noexcept {
    return __builtin_is_constant_evaluated() ? software_sqrt(x) : kernels::square_root(x);
}

/// For every lane of a vector, at run time.
template <detail::vector Vector> [[gnu::always_inline]] inline Vector sqrt(Vector x) noexcept {
    return kernels::square_roots(x);
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_SQRT_HPP
