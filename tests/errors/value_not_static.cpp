// An activation of your own whose value is no static function.
// says: layer_is_complete<layer<1, cube>::has_a_value_of<float>::that_is_not_static>
// says: An activation has a static value(z) and slope(z, a)
// plainly: Layer 1, cube, has a value of float that is not static.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

struct cube : cp::activation<cube> {
#ifdef WRONG
    template <class T> constexpr T value(T z) const noexcept { return z * z * z; }
#else
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
#endif
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};

constexpr cp::network<cp::linear<4, 3>, cube> net{};
