#ifndef CONSTPROP_BENCH_REPORT_TARGETS_HPP
#define CONSTPROP_BENCH_REPORT_TARGETS_HPP

#include <optional>
#include <string>
#include <vector>

#include "compile_costs.hpp"
#include "measurements.hpp"

namespace report {

/// Something that this library is held to, and what came out.
struct target {
    std::string what{}, bound{}, measured{};
    std::optional<bool> met{};                            ///< nothing where it was not measured
    double bound_ratio = missing, limit_ratio = missing;  ///< of a ratio: that of the limits alone

    bool limits_exceed_bound() const { return limit_ratio > bound_ratio; }
};

/// All targets, each with what these measurements say of it.
std::vector<target> judge(const run& of, const compile_costs& costs, const compile_costs& networks = {});

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_TARGETS_HPP
