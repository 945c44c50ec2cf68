#ifndef CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP
#define CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <charconv>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A number with four significant digits, whatever the locale.
[[nodiscard]] inline std::string short_number(double value) {
    if (math::is_nan(value)) return "nan";  // not -nan
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4).ptr;
    return {text, end};
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP
