#ifndef CONSTPROP_BENCH_REPORT_SWEEPS_HPP
#define CONSTPROP_BENCH_REPORT_SWEEPS_HPP

#include <string>
#include <string_view>

#include "measurements.hpp"

/// Sweeps: groups whose rows are one layer in many sizes, named by them. A cliff is a size whose multiply-adds cost much more
/// than those of the size before.
namespace report {

inline bool is_sweep(const group& of) { return of.name.starts_with("sweep"); }

/// The most that a multiply-add may cost, as a multiple of one of the size before.
inline constexpr double cliff = 1.35;

/// Two sizes that follow one another.
struct neighbors {
    std::string before{}, at{};
    double ratio = missing;   ///< what a multiply-add costs at one size, as a multiple of the other
    double limits = missing;  ///< the same of the limits alone: whole vectors, loads, and weights streamed
};

/// The neighbors with the greatest ratio; without a ratio where there are none.
neighbors steepest(const group& of, std::string_view implementation);

/// The steepest neighbors of each sweep, ours and Eigen's; empty without sweeps.
std::string sweeps_section(const run& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_SWEEPS_HPP
