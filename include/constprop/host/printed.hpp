#ifndef CONSTPROP_HOST_PRINTED_HPP
#define CONSTPROP_HOST_PRINTED_HPP

#include <constprop/kernels/target.hpp>

#include <cstdio>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// A number as `printf` writes it by `format`, "%.*f" or "%.*g", but with a decimal point in every locale.
///
/// `std::to_chars` would do the same, but for floating-point numbers libc++ has it only from version 14 on, and macOS from
/// 13.3 on.
[[nodiscard]] inline std::string printed(const char* format, int precision, double value) {
    char digits[48];
    std::snprintf(digits, sizeof digits, format, precision, value);
    std::string text;
    bool in_point = false;  // which may take several bytes
    for (const char* c = digits; *c != '\0'; ++c) {
        const bool of_number = (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || *c == '+' || *c == '-';
        if (of_number) text += *c;
        else if (!in_point) text += '.';
        in_point = !of_number;
    }
    return text;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_PRINTED_HPP
