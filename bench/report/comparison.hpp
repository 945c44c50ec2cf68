#ifndef CONSTPROP_BENCH_REPORT_COMPARISON_HPP
#define CONSTPROP_BENCH_REPORT_COMPARISON_HPP

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "measurements.hpp"

namespace report {

/// The fastest implementation among those that `counts` takes; null where none has a time.
template <class Predicate> const timing* fastest(const row& among, Predicate counts) {
    const timing* best = nullptr;
    for (const timing& each : among.timings)
        if (counts(each.implementation) && each.ns > 0 && (!best || each.ns < best->ns)) best = &each;
    return best;
}

inline const timing* best_peer(const row& among) { return fastest(among, is_peer); }
inline const timing* best_eigen(const row& among) {
    return fastest(among, [](std::string_view name) { return name.starts_with("Eigen"); });
}

/// This library's time as a multiple of another's; missing where one of them is.
inline double ratio_to(const row& of, const timing* other) { return other ? of.ns(ours) / other->ns : missing; }
inline double ratio_to_stream(const row& of) { return of.ns(ours) / of.ns(streamed); }
/// The limits' time, the greater of both, as a multiple of another's.
inline double limit_ratio_to(const row& of, const timing* other) {
    return other ? std::fmax(of.ns(streamed), of.ns(peak)) / other->ns : missing;
}
/// How much of the machine's peak this library reaches, 1 being all of it.
inline double share_of_peak(const row& of) { return of.ns(peak) / of.ns(ours); }

/// One row's ratio, and where that row is.
struct placed_ratio {
    std::string group{}, row{};
    double ratio = missing;
};

/// `slow` as a multiple of `fast`, on all rows that have both, the greatest ratio first.
std::vector<placed_ratio> ratios(const run& of, std::string_view slow, std::string_view fast);

/// This library's time as a multiple of the fastest peer's, on all rows that have both, the greatest ratio first.
std::vector<placed_ratio> ratios_to_best_peer(const run& of);

/// The rows where a peer is faster than this library, the worst first; `row` names the peer too.
std::vector<placed_ratio> lost_rows(const run& of);

/// On how many rows this library and at least one peer were measured.
int compared_rows(const run& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_COMPARISON_HPP
