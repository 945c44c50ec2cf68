// An activation whose base is made for another one, as which it would be computed.
// says: derives_from_its_own_base<type<cube>::has_a_base_made_for<relu>>
// says: Derive from activation<...> of the class itself
// plainly: Type cube has a base made for relu. Derive from activation<...>
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
struct cube : cp::activation<cp::relu> {
#else
struct cube : cp::activation<cube> {
#endif
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};

constexpr cp::network<cp::linear<4, 8>, cube, cp::linear<8, 1>> net{};
