#ifndef CONSTPROP_BENCH_REPORT_MLPERF_COSTS_HPP
#define CONSTPROP_BENCH_REPORT_MLPERF_COSTS_HPP

#include <filesystem>
#include <string>
#include <vector>

namespace report {

/// What an inference of a model costs on an emulated core.
struct mlperf_cost {
    std::string model{}, core{};
    double multiply_adds = 0, instructions = 0;
    double stack = 0;      ///< bytes of stack that an inference takes, beside input and output
    double footprint = 0;  ///< the bytes of values that `footprint` states
    double text = 0, constants = 0;
};

struct mlperf_costs {
    std::string compilers{};
    std::vector<std::string> left_out{};  ///< models that are refused, and why
    std::vector<mlperf_cost> all{};
};

/// Reads what bench/mlperf_tiny/count.cmake writes. Throws `constprop::host::error`.
mlperf_costs read_mlperf_costs(const std::filesystem::path& path);

/// mlperf_tiny.md.
std::string mlperf_document(const mlperf_costs& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_MLPERF_COSTS_HPP
