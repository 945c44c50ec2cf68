#ifndef CONSTPROP_BENCH_REPORT_COMPILE_COSTS_HPP
#define CONSTPROP_BENCH_REPORT_COMPILE_COSTS_HPP

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "numbers.hpp"

namespace report {

/// What compiling one translation unit takes.
struct compile_cost {
    std::string compiler{}, library{}, unit{};
    double seconds = missing;    ///< of processor time; missing where it does not compile
    double megabytes = missing;  ///< the most memory that the compiler had, 10⁶ bytes
    std::string error{};         ///< what the compiler said
    int epochs = 0;              ///< how long a network is trained meanwhile
    double steps = missing;      ///< of constant evaluation an epoch; each compiler counts its own way
};

/// What constprop_compile_cost measured.
struct compile_costs {
    std::string flags{};
    int repetitions = 0;
    std::vector<compile_cost> all{};

    std::vector<std::string> compilers() const;  ///< like "g++ 12.2.0", in the order of the file
    std::vector<std::string> libraries() const;
    std::vector<std::string> units() const;
    const compile_cost* find(std::string_view compiler, std::string_view library, std::string_view unit) const;
};

/// Reads the file that constprop_compile_cost writes: the units beside which Eigen's are, whole networks, or those that are
/// trained while they are compiled. Throws `constprop::host::error`.
compile_costs read_compile_costs(const std::filesystem::path& path);
compile_costs read_network_costs(const std::filesystem::path& path);
compile_costs read_trained_costs(const std::filesystem::path& path);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_COMPILE_COSTS_HPP
