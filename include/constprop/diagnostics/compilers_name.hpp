#ifndef CONSTPROP_DIAGNOSTICS_COMPILERS_NAME_HPP
#define CONSTPROP_DIAGNOSTICS_COMPILERS_NAME_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The compiler's name of `Type`: the end of "… [with Type = linear<4, 8>]" (GCC), "… [Type = linear<4, 8>]" (Clang).
template <class Type> [[nodiscard]] constexpr std::string_view compilers_name() noexcept {
    std::string_view name = __PRETTY_FUNCTION__;
    const std::string_view before = "Type = ";
    name.remove_prefix(name.find(before) + before.size());
    // GCC then explains what a string_view is.
    const std::size_t more = name.find("; std::string_view = ");
    return name.substr(0, more == std::string_view::npos ? name.size() - 1 : more);
}

/// The name of a class template, from the compiler's name of one of its specializations.
[[nodiscard]] constexpr std::string_view without_arguments(std::string_view specialization) noexcept {
    std::size_t k = specialization.size(), depth = 0;
    do {
        --k;
        if (specialization[k] == '>') ++depth;
        if (specialization[k] == '<') --depth;
    } while (depth > 0);
    return specialization.substr(0, k);
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DIAGNOSTICS_COMPILERS_NAME_HPP
