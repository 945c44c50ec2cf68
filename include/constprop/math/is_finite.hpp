#ifndef CONSTPROP_MATH_IS_FINITE_HPP
#define CONSTPROP_MATH_IS_FINITE_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::math {

/// True if x is neither NaN nor infinite. Tests the bits of float and double, in a way that hides from the compiler which
/// number they belong to: -ffinite-math-only assumes that every number is finite.
template <class T> constexpr bool is_finite(const T& x) noexcept {
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        constexpr bits exponent = sizeof(T) == 4 ? bits{0x7F800000U} : static_cast<bits>(0x7FF0000000000000ULL);
        return (__builtin_bit_cast(bits, *kernels::written(&x)) & exponent) != exponent;
    } else if constexpr (std::numeric_limits<T>::is_specialized) {
        return x >= std::numeric_limits<T>::lowest() && x <= (std::numeric_limits<T>::max)();
    } else {
        return x == x;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_IS_FINITE_HPP
