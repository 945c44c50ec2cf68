#ifndef CONSTPROP_BENCH_REPORT_FIRMWARE_COSTS_HPP
#define CONSTPROP_BENCH_REPORT_FIRMWARE_COSTS_HPP

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace report {

/// What a function does on an emulated core, and what a program is larger for it.
struct firmware_cost {
    double instructions = 0, stack = 0;
    double most_stack = 0;                           ///< by the compiler's call graph
    double text = 0, rodata = 0, data = 0, bss = 0;  ///< bytes beyond those of a program without it
};

/// A network on a core, at a level of optimization.
struct firmware_form {
    std::string network{}, core{}, level{};
    firmware_cost infer{}, train{};
};

/// An inference on a core: of the digits in a form, such as "half", or a step of a stream, by a "gru".
struct number_form {
    std::string form{}, core{};
    firmware_cost infer{};
};

struct firmware_costs {
    std::string compilers{};
    std::vector<firmware_form> all{};
    std::vector<number_form> forms{}, streams{};
};

/// Reads what bench/firmware/account.cmake writes, and the call graphs that it names. Throws `constprop::host::error`.
firmware_costs read_firmware_costs(const std::filesystem::path& path);

/// firmware.md.
std::string firmware_document(const firmware_costs& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_FIRMWARE_COSTS_HPP
