#ifndef CONSTPROP_HOST_SVG_TEXT_HPP
#define CONSTPROP_HOST_SVG_TEXT_HPP

#include <constprop/host/printed.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Escapes text for XML, between tags and in attributes. Characters that XML excludes, control characters and invalid UTF-8,
/// become U+FFFD.
[[nodiscard]] inline std::string svg_escaped(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = detail::utf8_length(text);
        const std::string_view character = text.substr(0, length == 0 ? 1 : length);
        const char first = character[0];
        const bool control = length == 1 && static_cast<unsigned char>(first) < 0x20 && first != '\t' && first != '\n';
        const bool forbidden = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
        if (length == 0 || control || forbidden) escaped += "\xEF\xBF\xBD";
        else if (first == '&') escaped += "&amp;";
        else if (first == '<') escaped += "&lt;";
        else if (first == '>') escaped += "&gt;";
        else if (first == '"') escaped += "&quot;";
        else if (first == '\'') escaped += "&#39;";
        else escaped += character;
        text.remove_prefix(character.size());
    }
    return escaped;
}

/// A number with at most `decimals` ≤ 9 decimals and no trailing zeros: 2, 0.5, -12.125. Has a decimal point in every locale,
/// and is 0 for numbers that are not finite or do not fit a picture (more than 15 digits).
[[nodiscard]] inline std::string svg_number(double value, int decimals = 3) {
    if (!(std::fabs(value) < 1e15)) return "0";
    std::string number = detail::printed("%.*f", decimals, value);
    if (number.find('.') != std::string::npos) {
        number.erase(number.find_last_not_of('0') + 1);
        if (number.back() == '.') number.pop_back();
    }
    return number == "-0" ? "0" : number;
}

/// The approximate width of a text in the theme's typeface, in units of its font size: for margins, not for justification.
[[nodiscard]] inline double svg_text_width(std::string_view text) {
    double width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 && byte < 0xC0) continue;  // the rest of a UTF-8 character
        const bool narrow = std::string_view("iljtfr.,:;!|'()[] ").find(c) != std::string_view::npos;
        const bool wide = (c >= 'A' && c <= 'Z') || c == 'm' || c == 'w' || c == '%';
        width += narrow ? 0.36 : wide ? 0.8 : 0.62;
    }
    return width;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SVG_TEXT_HPP
