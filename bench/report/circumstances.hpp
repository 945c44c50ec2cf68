#ifndef CONSTPROP_BENCH_REPORT_CIRCUMSTANCES_HPP
#define CONSTPROP_BENCH_REPORT_CIRCUMSTANCES_HPP

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "measurements.hpp"

namespace report {

/// How the measured program was built, as CMake writes it down.
struct build {
    std::string compiler{}, flags{}, command{};
    std::vector<std::pair<std::string, std::string>> libraries{};  ///< of peers: name and version
};

/// Reads that file. Throws `constprop::host::error`.
build read_build(const std::filesystem::path& path);

/// The processor's name by the text of /proc/cpuinfo, or "unknown processor".
std::string processor(const std::string& cpuinfo);
/// This machine's.
std::string processor();

/// This machine's caches by what the C library knows, for where Google Benchmark finds none; empty where that is nothing.
std::vector<cache> caches();

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_CIRCUMSTANCES_HPP
