// An activation with a slope of its own, and a pullback of another base that would be called in its place.
// says: layer_speaks_for_itself<layer<1, steep>::replaces<slope>::but_inherits<pullback>>
// plainly: Layer 1, steep, replaces slope but inherits pullback.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

struct ramp {
    template <class T> static constexpr T value(T z) noexcept { return z > T(0) ? z : T(0); }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return z > T(0) ? T(1) : T(0); }
    template <class T> static constexpr T pullback(T z, T /*a*/, T da) noexcept { return z > T(0) ? da : T(0); }
};
struct steep : cp::activation<steep>, ramp {
    template <class T> static constexpr T value(T z) noexcept { return T(2) * ramp::value(z); }
    template <class T> static constexpr T slope(T z, T a) noexcept { return T(2) * ramp::slope(z, a); }
#ifndef WRONG
    template <class T> static constexpr T pullback(T z, T a, T da) noexcept { return T(2) * ramp::pullback(z, a, da); }
#endif
};

constexpr cp::network<cp::linear<4, 3>, steep> net{};
