#ifndef CONSTPROP_TESTS_HOST_BALANCED_HPP
#define CONSTPROP_TESTS_HOST_BALANCED_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Whether a text is one XML element with what it contains: each tag is closed in its turn, attributes are in quotes,
/// and every & begins one of the five entities or a character reference. Knows neither comments nor CDATA.
inline bool is_balanced_xml(std::string_view text) {
    if (text.starts_with("<?")) text.remove_prefix(text.find("?>") + 2);
    std::vector<std::string> open;
    std::size_t roots = 0;
    while (!text.empty()) {
        if (text.front() == '&') {
            const std::string_view entity = text.substr(1, text.find(';') - 1);
            if (entity != "amp" && entity != "lt" && entity != "gt" && entity != "quot" && !entity.starts_with("#"))
                return false;
        }
        if (text.front() != '<') {
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = text.find('>');
        if (end == std::string_view::npos) return false;
        std::string_view tag = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (tag.find('<') != std::string_view::npos) return false;
        const bool closing = tag.starts_with('/'), alone = tag.ends_with('/');
        if (closing) {
            if (open.empty() || open.back() != tag.substr(1)) return false;
            open.pop_back();
            continue;
        }
        std::size_t quotes = 0;
        for (const char c : tag) quotes += c == '"' ? 1U : 0U;
        if (quotes % 2 != 0) return false;
        if (open.empty()) ++roots;
        if (!alone) open.emplace_back(tag.substr(0, tag.find(' ')));
    }
    return open.empty() && roots == 1;
}

#endif  // CONSTPROP_TESTS_HOST_BALANCED_HPP
