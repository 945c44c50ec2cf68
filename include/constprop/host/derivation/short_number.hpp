#ifndef CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP
#define CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP

#include <charconv>
#include <string>

namespace constprop::host {

/// A number with four significant digits, whatever the locale.
inline std::string short_number(double value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4).ptr;
    return {text, end};
}

}  // namespace constprop::host

#endif  // CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP
