// An activation derived from another, as which it would be trained.
// says: derives_from_its_own_base<type<hot>::derives_from<sigmoid>>
// says: Derive from activation<...> of the class itself
// plainly: Type hot derives from sigmoid. Derive from activation<...>
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
struct hot : cp::sigmoid {
#else
struct hot : cp::activation<hot> {
#endif
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};

constexpr cp::network<cp::linear<4, 8>, hot, cp::linear<8, 1>> net{};
