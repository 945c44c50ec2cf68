#ifndef CONSTPROP_BENCH_REPORT_PRUNED_COSTS_HPP
#define CONSTPROP_BENCH_REPORT_PRUNED_COSTS_HPP

#include <filesystem>
#include <string>
#include <vector>

namespace report {

/// What one form of a pruned network costs.
struct pruned_cost {
    std::string form{};
    int percent = 0;           ///< of the weights that are 0
    double right = 0;          ///< held-back digits that it reads
    double digits = 0;         ///< of so many
    double multiply_adds = 0;  ///< of one inference
    double instructions = 0;   ///< of all inferences
    double code = 0;           ///< bytes
    double constants = 0;      ///< bytes
};

/// Everything that bench/pruned counted.
struct pruned_costs {
    std::string compiler{}, flags{};
    std::vector<pruned_cost> all{};
};

/// Reads the file that bench/pruned/count.cmake writes. Throws `constprop::host::error`.
pruned_costs read_pruned_costs(const std::filesystem::path& path);

/// What pruning saves, as a part of results.md with its heading.
std::string pruned_section(const pruned_costs& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_PRUNED_COSTS_HPP
