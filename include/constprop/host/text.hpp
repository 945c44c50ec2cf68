#ifndef CONSTPROP_HOST_TEXT_HPP
#define CONSTPROP_HOST_TEXT_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Sanitizes text from outside for messages and for comments in source code.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The length of the well-formed UTF-8 character at the start of `text`, or 0 if there is none.
inline std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
    const auto continues = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0), second = byte(1);
    if (text.empty()) return 0;
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;  // overlong, surrogate
        return continues(1) && continues(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;  // overlong, too large
        return continues(1) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

/// Characters that change how text is displayed: U+202A … U+202E and U+2066 … U+2069 reorder it.
inline bool reorders(std::string_view character) {
    if (character.size() != 3 || character.substr(0, 2) != "\xE2\x80") {
        return character.size() == 3 && character.substr(0, 2) == "\xE2\x81" && character[2] >= '\xA6' &&
               character[2] <= '\xA9';
    }
    return character[2] >= '\xAA' && character[2] <= '\xAE';
}

/// `text` with a question mark for each control character, each invalid byte, and each character that reorders text.
inline std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const std::string_view character = text.substr(0, length == 0 ? 1 : length);
        const auto first = static_cast<unsigned char>(character[0]);
        const bool control = first < 0x20 || first == 0x7F || (first == 0xC2 && character[1] < '\xA0');
        if (length == 0 || control || reorders(character)) result += '?';
        else result += character;
        text.remove_prefix(character.size());
    }
    return result;
}

/// `text` in quotes for a message: printable, and shortened if it is long.
inline std::string in_quotes(std::string_view text) {
    constexpr std::size_t most = 60;
    return "'" + printable(text.substr(0, most)) + (text.size() > most ? "…'" : "'");
}

/// `text` as lines, each of which may follow `//`: no line ends in a backslash, or its trigraph, which would make the next
/// line of code a part of the comment.
inline std::vector<std::string> comment_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (true) {
        const std::size_t end = text.find_first_of("\r\n");
        std::string line = printable(text.substr(0, end));
        line.erase(line.find_last_not_of(' ') + 1);
        if (line.ends_with('\\') || line.ends_with("?"
                                                   "?/"))
            line += " .";
        lines.push_back(std::move(line));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_TEXT_HPP
