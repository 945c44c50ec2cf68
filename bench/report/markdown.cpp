#include "markdown.hpp"

#include <constprop/host/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace report {

std::string plain(std::string_view text) {
    std::string result;
    for (const char c : constprop::host::detail::printable(text)) {
        if (c == '<') result += "&lt;";
        else if (c == '&') result += "&amp;";
        else if (std::string_view("|\\`*_[]").find(c) != std::string_view::npos) (result += '\\') += c;
        else result += c;
    }
    return result;
}

std::string table::text() const {
    const auto line = [](const std::vector<std::string>& cells) {
        std::string text = "|";
        for (const std::string& cell : cells) text += " " + cell + " |";
        return text + "\n";
    };
    std::vector<std::string> alignment;
    for (std::size_t k = 0; k < head.size(); ++k) alignment.emplace_back(k < left_columns ? "---" : "---:");
    std::string text = line(head) + line(alignment);
    for (const auto& each : lines) text += line(each);
    return text;
}

table table::transposed() const {
    table result{.left_columns = left_columns};
    result.head.push_back(head.empty() ? "" : head[0]);
    for (const auto& each : lines) result.head.push_back(each.empty() ? "" : each[0]);
    for (std::size_t k = 1; k < head.size(); ++k) {
        std::vector<std::string> turned{head[k]};
        for (const auto& each : lines) turned.push_back(k < each.size() ? each[k] : "");
        result.lines.push_back(turned);
    }
    return result;
}

}  // namespace report
