// Fixed-point numbers without elementary functions. Each mistake that includes this is in a namespace of its own, where
// all of them are compiled together: so there is no guard, and the file itself includes nothing.
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
