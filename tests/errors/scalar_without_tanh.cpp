// A scalar of your own without a function that a layer needs.
// says: scalar_has_functions<scalar<fixed>::has_no<tanh>::which_layer<1, tanh>::needs>
// says: Put those functions beside the scalar's class
// plainly: Scalar fixed has no tanh which layer 1, tanh, needs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <compare>

namespace cp = constprop;

struct fixed {
    int value = 0;

    constexpr fixed() = default;
    constexpr fixed(double of) noexcept : value(static_cast<int>(of * 256)) {}
    static constexpr fixed raw(int of) noexcept {
        fixed result;
        result.value = of;
        return result;
    }
    friend constexpr fixed operator+(fixed a, fixed b) noexcept { return raw(a.value + b.value); }
    friend constexpr fixed operator-(fixed a, fixed b) noexcept { return raw(a.value - b.value); }
    friend constexpr fixed operator-(fixed a) noexcept { return raw(-a.value); }
    friend constexpr fixed operator*(fixed a, fixed b) noexcept { return raw(a.value * b.value / 256); }
    friend constexpr fixed operator/(fixed a, fixed b) noexcept { return raw(a.value * 256 / b.value); }
    constexpr fixed& operator+=(fixed b) noexcept { return *this = *this + b; }
    friend constexpr auto operator<=>(fixed, fixed) = default;
#ifndef WRONG
    friend constexpr fixed tanh(fixed x) noexcept { return x / (x < fixed(0) ? fixed(1) - x : fixed(1) + x); }
#endif
};

constexpr auto out = [] { return cp::basic_network<fixed, cp::linear<2, 2>, cp::tanh>{}({1, 2}); }();
