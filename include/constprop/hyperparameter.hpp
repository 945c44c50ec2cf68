#ifndef CONSTPROP_HYPERPARAMETER_HPP
#define CONSTPROP_HYPERPARAMETER_HPP

#include <constprop/kernels/target.hpp>

namespace constprop {

/// A number that a loss or a modifier is given, as it was written and rounded to float.
///
/// A constant is rounded where it stands, by a compiler that optimizes. A double alone would be rounded where it is used,
/// which links arithmetic of doubles on cores that have none. So does this one unless it is read as `T(number)`: beside
/// other numbers it is a double. To change one, assign it anew, `delta = delta / 2`; in a `?:` say `double(delta)`.
struct CONSTPROP_TAGGED hyperparameter {
    double value;
    float rounded;

    [[gnu::always_inline]] constexpr hyperparameter(double value_) noexcept
        : value(value_), rounded(static_cast<float>(value_)) {}

    constexpr operator double() const noexcept { return value; }
    constexpr explicit operator float() const noexcept { return rounded; }
};

}  // namespace constprop

#endif  // CONSTPROP_HYPERPARAMETER_HPP
