#ifndef CONSTPROP_MATH_SQRT_HPP
#define CONSTPROP_MATH_SQRT_HPP

#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/square_root.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop::inline CONSTPROP_TARGET::math {

/// The square root, √x, correctly rounded: at most half an ulp from the exact root, subnormal arguments included.
///
/// √±0 = ±0, √∞ = ∞; NaN for x < 0 and for NaN. The sign of a NaN depends on the instruction; every other result has equal
/// bits on every target and in constant evaluation.
///
/// Cost: one instruction at run time, if the target has it: see `kernels::square_root`. Otherwise, and in constant
/// evaluation, `kernels::software_sqrt`.
using kernels::sqrt;

/// For every lane of a vector, at run time.
template <kernels::vector_type Vector> [[gnu::always_inline]] inline Vector sqrt(Vector x) noexcept {
    return kernels::square_roots(x);
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_SQRT_HPP
