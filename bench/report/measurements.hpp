#ifndef CONSTPROP_BENCH_REPORT_MEASUREMENTS_HPP
#define CONSTPROP_BENCH_REPORT_MEASUREMENTS_HPP

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "numbers.hpp"

/// One run of constprop_bench: groups of rows, and for each row what each implementation took.
namespace report {

struct timing {
    std::string implementation{};
    double ns = missing;         ///< the median; missing where the implementation failed
    double variation = missing;  ///< the coefficient of variation over the repetitions
    std::string error{};         ///< why it failed
};

struct row {
    std::string name{};
    double multiply_adds = missing;
    std::vector<timing> timings{};

    const timing* find(std::string_view implementation) const;
    double ns(std::string_view implementation) const;  ///< missing where there is no time
};

struct group {
    std::string name{};
    std::vector<row> rows{};

    const row* find(std::string_view name) const;
    std::vector<std::string> implementations() const;  ///< of all rows, in the report's order
};

struct cache {
    std::string type{};
    int level = 0;
    double bytes = 0;
};

struct run {
    std::string date{};
    int cores = 0;
    double load = missing;  ///< the load average of the minute before the run
    bool has_frequency_scaling = false;
    std::vector<cache> caches{};
    std::vector<group> groups{};  ///< in the report's order

    const group* find(std::string_view name) const;
};

/// Reads what constprop_bench writes with --benchmark_out_format=json, with or without aggregates. Throws
/// `constprop::host::error`.
run read_run(const std::filesystem::path& path);

/// Limits are what bounds all implementations, the machine's speed itself; peers are the implementations that are not this library.
inline bool is_limit(std::string_view implementation) { return implementation.starts_with("limit"); }
inline bool is_ours(std::string_view implementation) { return implementation.starts_with("constprop"); }
inline bool is_peer(std::string_view implementation) { return !is_limit(implementation) && !is_ours(implementation); }

inline constexpr std::string_view ours = "constprop", streamed = "limit: weights streamed", peak = "limit: FMA peak";

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_MEASUREMENTS_HPP
