// An initializer derived from another, whose numbers would be used.
// says: derives_from_its_own_base<type<wide>::derives_from<
// says: xavier_uniform>>
// plainly: Type wide derives from
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
struct wide : cp::xavier_uniform {
    double gain = 3;
};
constexpr wide start{};
#else
constexpr cp::xavier_uniform start{.gain = 3};
#endif

constexpr auto net = cp::initialized<cp::network<cp::linear<4, 2>>>(start);
