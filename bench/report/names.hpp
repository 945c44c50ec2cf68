#ifndef CONSTPROP_BENCH_REPORT_NAMES_HPP
#define CONSTPROP_BENCH_REPORT_NAMES_HPP

#include <cctype>
#include <string>

namespace report {

/// A group's name as a heading: with a capital.
inline std::string heading(std::string group) {
    if (!group.empty()) group[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(group[0])));
    return group;
}

/// The name of a group's picture: "forward, batch 32" is forward_batch_32.svg. Nothing but letters, digits and
/// underscores, so that no name leads out of the folder.
inline std::string picture_name(const std::string& group) {
    std::string name;
    for (const char c : group) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte)) name += static_cast<char>(std::tolower(byte));
        else if (!name.empty() && name.back() != '_') name += '_';
    }
    return name + ".svg";
}

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_NAMES_HPP
