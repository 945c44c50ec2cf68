#include "json.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace report {

std::string without_nan(std::string text) {
    bool quoted = false;
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        std::size_t length = 1;
        if (quoted) {
            if (rest.front() == '\\' && rest.size() > 1) length = 2;
            else quoted = rest.front() != '"';
        } else {
            quoted = rest.front() == '"';
            for (const std::string_view word : {"-NaN", "NaN", "-Infinity", "Infinity"})
                if (rest.starts_with(word)) {
                    result += "null";
                    length = 0;
                    at += word.size();
                    break;
                }
        }
        result += rest.substr(0, length);
        at += length;
    }
    return result;
}

}  // namespace report
