#ifndef CONSTPROP_HOST_TYPE_NAME_HPP
#define CONSTPROP_HOST_TYPE_NAME_HPP

#include <constprop/diagnostics/compilers_name.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <ratio>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

using constprop::detail::compilers_name, constprop::detail::without_arguments;

/// A name without the target's namespace, so that the text suits any target. Clang writes no inline namespaces.
inline std::string without_target(std::string name) {
    constexpr std::string_view target = "::" CONSTPROP_TEXT(CONSTPROP_TARGET) "::";
    for (std::size_t k; (k = name.find(target)) != std::string::npos;) name.erase(k, target.size() - 2);
    return name;
}

template <class Type> struct spelling {
    static std::string text() {
        std::string name = without_target(std::string{compilers_name<Type>()});
        for (std::size_t k; (k = name.find("> >")) != std::string::npos;) name.erase(k + 1, 1);
        return name;
    }
};

// Compilers leave out default arguments by different rules. All arguments are spelled out if possible, so that the text
// depends neither on the compiler nor on the defaults.
template <std::intmax_t Numerator, std::intmax_t Denominator> struct spelling<std::ratio<Numerator, Denominator>> {
    static std::string text() {
        return "std::ratio<" + std::to_string(Numerator) + ", " + std::to_string(Denominator) + ">";
    }
};
template <template <class...> class Template, class... Arguments> struct spelling<Template<Arguments...>> {
    static std::string text() {
        std::string list;
        ((list += (list.empty() ? "" : ", ") + spelling<Arguments>::text()), ...);
        return without_target(std::string{without_arguments(compilers_name<Template<Arguments...>>())}) + "<" + list +
               ">";
    }
};

}  // namespace detail

/// `Type` as C++ source, such as "constprop::linear<64, 32>" or "constprop::leaky_relu<std::ratio<1, 100>>".
///
/// Source: __PRETTY_FUNCTION__ of GCC and Clang
template <class Type> [[nodiscard]] std::string type_name() { return detail::spelling<Type>::text(); }

/// True if the text of a `type_name` denotes that type in other files, too: unnamed and local types have no such name.
[[nodiscard]] inline bool can_be_spelled(std::string_view type_name) {
    for (const std::string_view part :
         {"{anonymous}", "(anonymous", "<lambda", "(lambda", "<unnamed", "(unnamed", ")::"})
        if (type_name.find(part) != std::string_view::npos) return false;
    return true;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TYPE_NAME_HPP
