// A rule derived from another, whose numbers would be used.
// says: derives_from_its_own_base<type<fast>::derives_from<sgd>>
// plainly: Type fast derives from sgd.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
struct fast : cp::sgd {
    double learning_rate = 1;
};
constexpr fast rule{};
#else
constexpr cp::sgd rule{.learning_rate = 1};
#endif

constexpr auto optimizer = cp::make_optimizer(cp::network<cp::linear<4, 2>>{}, rule);
