#ifndef CONSTPROP_NUMBERS_HYPERPARAMETER_HPP
#define CONSTPROP_NUMBERS_HYPERPARAMETER_HPP

#include <constprop/kernels/target.hpp>

#include <cstdint>

namespace constprop {

/// A number for a loss or a modifier: as it was written, rounded to float, and in fixed point.
///
/// An optimizing compiler rounds a constant here, at compile time. A plain double would be rounded where it is used, which
/// links software for doubles on cores without a double-precision unit. Read it as `T(number)`: in arithmetic with other
/// numbers it is a double. To change it, assign a new value, `delta = delta / 2`; in a `?:` write `double(delta)`.
struct CONSTPROP_TAGGED hyperparameter {
    double value;
    float rounded;
    std::int64_t scaled;  ///< 2³² times the value, for values below 2³⁰ in magnitude

    [[gnu::always_inline]] constexpr hyperparameter(double value_) noexcept
        : value(value_),
          rounded(static_cast<float>(value_)),
          scaled(value_ > -0x1p30 && value_ < 0x1p30
                     ? static_cast<std::int64_t>(value_ * 0x1p32 + (value_ < 0 ? -0.5 : 0.5))
                 : value_ > 0 ? std::int64_t{1} << 62
                 : value_ < 0 ? -(std::int64_t{1} << 62)
                              : 0) {}

    constexpr operator double() const noexcept { return value; }
    constexpr explicit operator float() const noexcept { return rounded; }
};

}  // namespace constprop

#endif  // CONSTPROP_NUMBERS_HYPERPARAMETER_HPP
