#ifndef CONSTPROP_BENCH_REPORT_JSON_HPP
#define CONSTPROP_BENCH_REPORT_JSON_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace report {

/// JSON with null in place of the bare NaN and Infinity that Google Benchmark writes, which JSON has no word for.
std::string without_nan(std::string text);

/// What `read` makes of a file's JSON. Throws `constprop::host::error` where the file is no JSON, or another than `read`
/// takes; `expected` says which that is, and `remedy` where to get it.
template <class Read>
auto read_json(const std::filesystem::path& path, const std::string& expected, const std::string& remedy, Read read) {
    const std::string text = without_nan(constprop::host::detail::read_file(path));
    const std::string where = constprop::host::detail::path_text(path);
    const auto refuse = [&](const char* found, const std::exception& reason) {
        // The library's own words begin with a code in brackets.
        std::string why = constprop::host::detail::printable(reason.what());
        if (const auto end = why.find("] "); why.starts_with('[') && end != std::string::npos) why.erase(0, end + 2);
        return constprop::host::error(where, found + (" (" + why + ")"), expected, remedy);
    };
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& reason) {
        throw refuse("this is no JSON", reason);
    }
    try {
        return read(json);
    } catch (const nlohmann::json::exception& reason) {
        throw refuse("something is missing", reason);
    }
}

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_JSON_HPP
