// A scalar of your own without functions that a loss needs.
// says: scalar_has_functions<scalar<fixed>::has_no<exp, log>::which<cross_entropy>::needs>
// plainly: Scalar fixed has no exp, log, which cross_entropy needs.
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
};

using model = cp::basic_network<fixed, cp::linear<2, 2>>;
#ifdef WRONG
constexpr auto out = cp::differentiate(model{}, cp::cross_entropy{}, std::array<fixed, 2>{}, 1);
#else
constexpr auto out = cp::differentiate(model{}, cp::mse{}, std::array<fixed, 2>{}, std::array<fixed, 2>{});
#endif
