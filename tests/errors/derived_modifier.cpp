// A schedule derived from another, whose numbers would be used.
// says: derives_from_its_own_base<type<slow>::derives_from<
// says: warm_up>>
// plainly: Type slow derives from
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

#ifdef WRONG
struct slow : cp::warm_up {
    std::size_t steps = 1000;
};
constexpr slow schedule{};
#else
constexpr cp::warm_up schedule{.steps = 1000};
#endif

constexpr auto optimizer = cp::make_optimizer(cp::network<cp::linear<4, 2>>{}, cp::with(cp::sgd{}, schedule));
