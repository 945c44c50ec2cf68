#ifndef CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP
#define CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP

#include <constprop/host/printed.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <string>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A number with four significant digits, whatever the locale.
[[nodiscard]] inline std::string short_number(double value) {
    if (math::is_nan(value)) return "nan";  // not -nan
    return detail::printed("%.*g", 4, value);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_SHORT_NUMBER_HPP
