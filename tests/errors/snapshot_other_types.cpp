// A snapshot that is restored to values of other types.
// says: snapshot_has_these_types<snapshot_that_holds<basic_network<float, linear<2, 3>>, int>::but_values_are<basic_network<float, linear<2, 3>>>>
// plainly: but values are
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>>;

inline bool load() {
    const auto saved = cp::snapshot(model{}, 7);
    model net{};
#ifdef WRONG
    return cp::restore(saved, net) == cp::restore_result::restored;
#else
    int count = 0;
    return cp::restore(saved, net, count) == cp::restore_result::restored;
#endif
}
