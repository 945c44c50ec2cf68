#ifndef CONSTPROP_NUMBERS_HYPERPARAMETER_HPP
#define CONSTPROP_NUMBERS_HYPERPARAMETER_HPP

#include <constprop/kernels/target.hpp>

namespace constprop {

/// A number for a loss or a modifier: as it was written, and rounded to float.
///
/// An optimizing compiler rounds a constant here, at compile time. A plain double would be rounded where it is used, which
/// links software for doubles on cores without a double-precision unit. Read it as `T(number)`: in arithmetic with other
/// numbers it is a double. To change it, assign a new value, `delta = delta / 2`; in a `?:` write `double(delta)`.
struct CONSTPROP_TAGGED hyperparameter {
    double value;
    float rounded;

    [[gnu::always_inline]] constexpr hyperparameter(double value_) noexcept
        : value(value_), rounded(static_cast<float>(value_)) {}

    constexpr operator double() const noexcept { return value; }
    constexpr explicit operator float() const noexcept { return rounded; }
};

}  // namespace constprop

#endif  // CONSTPROP_NUMBERS_HYPERPARAMETER_HPP
