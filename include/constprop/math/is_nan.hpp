#ifndef CONSTPROP_MATH_IS_NAN_HPP
#define CONSTPROP_MATH_IS_NAN_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::math {

/// True if x is NaN. Tests the bits of float and double, like `is_finite`: with -ffinite-math-only, x != x is false.
template <class T> constexpr bool is_nan(const T& x) noexcept {
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        constexpr bits infinity = sizeof(T) == 4 ? bits{0x7F800000U} : static_cast<bits>(0x7FF0000000000000ULL);
        constexpr bits all_but_the_sign = static_cast<bits>(~bits{0}) >> 1U;
        return (__builtin_bit_cast(bits, *kernels::written(&x)) & all_but_the_sign) > infinity;
    } else {
        return !(x == x);
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_IS_NAN_HPP
