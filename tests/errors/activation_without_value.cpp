// An activation of your own without a value.
// says: layer_is_complete<layer<1, square>::has_no_value_of<float>>
// says: An activation has a static value(z) and slope(z, a)
// plainly: Layer 1, square, has no value of float.
// errors: 1
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

struct square : cp::activation<square> {
#ifndef WRONG
    template <class T> static constexpr T value(T z) noexcept { return z * z; }
#endif
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(2) * z; }
};

constexpr cp::network<cp::linear<4, 8>, square, cp::linear<8, 1>> net{};
