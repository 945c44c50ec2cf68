#ifndef CONSTPROP_BENCH_COMPILE_COST_COMPILER_HPP
#define CONSTPROP_BENCH_COMPILE_COST_COMPILER_HPP

#include <filesystem>
#include <string>

#include "command.hpp"

namespace compile_cost {

/// "g++ 12.2.0" or "clang 19.1.7": what a compiler calls itself; empty where the command is none.
inline std::string name_of(const std::string& compiler, const std::filesystem::path& scratch) {
    const std::string log = (scratch / "version.txt").string();
    const auto first_line = [](const std::string& text) { return text.substr(0, text.find('\n')); };
    const outcome about = run({compiler, "--version"}, log),
                  version = run({compiler, "-dumpfullversion", "-dumpversion"}, log);
    if (!about.succeeded || !version.succeeded) return {};
    const bool is_clang = about.output.find("clang") != std::string::npos;
    return (is_clang ? "clang " : "g++ ") + first_line(version.output);
}

/// What a compiler says of its first error, without the place, or its first line if it speaks of none.
inline std::string error_of(const std::string& output) {
    const auto at = output.find("error");
    const auto begin = at == std::string::npos ? 0 : at;
    return output.substr(begin, output.find('\n', begin) - begin);
}

}  // namespace compile_cost

#endif  // CONSTPROP_BENCH_COMPILE_COST_COMPILER_HPP
