#ifndef CONSTPROP_HOST_HEXADECIMAL_HPP
#define CONSTPROP_HOST_HEXADECIMAL_HPP

#include <constprop/kernels/target.hpp>

#include <charconv>
#include <cmath>
#include <string>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A finite number as a hexadecimal literal of C++, such as "-0x1.8p-3F": exact, with the suffix F for float and none for
/// double, in every locale.
template <class Scalar> [[nodiscard]] std::string hexadecimal(Scalar value) {
    static_assert(std::is_same_v<Scalar, float> || std::is_same_v<Scalar, double>, "A float or a double.");
    // As a double, every float is normal, and is written 0x1.…
    const double magnitude = std::fabs(static_cast<double>(value));
    char digits[32];
    const auto result = std::to_chars(digits, digits + sizeof digits, magnitude, std::chars_format::hex);
    return ((std::signbit)(value) ? "-0x" : "0x") + std::string(digits, result.ptr) +
           (std::is_same_v<Scalar, float> ? "F" : "");
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_HEXADECIMAL_HPP
