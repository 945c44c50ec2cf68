// What is restored is a constant.
// says: restore_can_write<type<basic_network<float, linear<2, 3>>>::is_constant_but_would_change>
// plainly: is constant but would change.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>>;

inline bool load() {
#ifdef WRONG
    const model net{};
#else
    model net{};
#endif
    return cp::restore(cp::snapshot(model{}), net) == cp::restore_result::restored;
}
