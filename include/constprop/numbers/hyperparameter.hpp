#ifndef CONSTPROP_NUMBERS_HYPERPARAMETER_HPP
#define CONSTPROP_NUMBERS_HYPERPARAMETER_HPP

#include <constprop/kernels/target.hpp>

namespace constprop {

/// A number that a loss or a modifier is given: as it was written, and rounded to float.
///
/// An optimizing compiler rounds a constant where it is written. A plain double would be rounded where it is used, which
/// links software for doubles on cores without them. Read it as `T(number)`: in arithmetic with other numbers it is a
/// double. To change one, assign it anew, `delta = delta / 2`; in a `?:` say `double(delta)`.
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
