#ifndef CONSTPROP_BENCH_REPORT_IN_ORDER_HPP
#define CONSTPROP_BENCH_REPORT_IN_ORDER_HPP

#include <algorithm>

namespace report {

/// Sorts a few things and leaves equals in their order. Not std::stable_sort, for which clang warns of something deprecated
/// within g++ 12's library.
template <class Things, class Less> void put_in_order(Things& things, Less less) {
    for (auto at = things.begin(); at != things.end(); ++at)
        std::rotate(std::upper_bound(things.begin(), at, *at, less), at, at + 1);
}

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_IN_ORDER_HPP
