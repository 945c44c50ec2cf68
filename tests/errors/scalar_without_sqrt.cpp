// A scalar of your own without a function that a rule needs.
// says: scalar_has_functions<scalar<fixed>::has_no<sqrt>::which<adam>::needs>
// plainly: Scalar fixed has no sqrt which adam needs.
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

#ifdef WRONG
constexpr cp::adam rule{};
#else
constexpr cp::sgd rule{};
#endif
constexpr auto optimizer = cp::make_optimizer(cp::basic_network<fixed, cp::linear<2, 2>>{}, rule);
