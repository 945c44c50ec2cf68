// A loss derived from another, as which it would be computed.
// says: derives_from_its_own_base<type<quartic>::derives_from<mse>>
// says: Derive from elementwise_loss<...> of the class itself
// plainly: Type quartic derives from mse.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
struct quartic : cp::mse {
#else
struct quartic : cp::elementwise_loss<quartic> {
#endif
    template <class T> static constexpr T value(T a, T b) noexcept { return (a - b) * (a - b) * (a - b) * (a - b); }
    template <class T> static constexpr T slope(T a, T b) noexcept { return T(4) * (a - b) * (a - b) * (a - b); }
};

constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 2>>{}, quartic{}, {1, 2, 3, 4}, {0, 1});
