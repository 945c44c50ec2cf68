#ifndef CONSTPROP_NUMBERS_POSITIVE_HPP
#define CONSTPROP_NUMBERS_POSITIVE_HPP

#include <constprop/kernels/target.hpp>

#include <limits>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The nearest T to a number that is added so that a divisor is not 0; in fixed point at least the last bit.
template <class T> [[nodiscard, gnu::always_inline]] constexpr T positive(double value) noexcept {
    const T nearest = T(value);
    if constexpr (std::is_class_v<T> && std::numeric_limits<T>::is_bounded)
        return value > 0 && nearest == T(0) ? (std::numeric_limits<T>::min)() : nearest;
    else return nearest;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_NUMBERS_POSITIVE_HPP
