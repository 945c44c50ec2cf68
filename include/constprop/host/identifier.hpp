#ifndef CONSTPROP_HOST_IDENTIFIER_HPP
#define CONSTPROP_HOST_IDENTIFIER_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What may be written into source code in the places of a name and of an include.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Keywords of C++20, alternative tokens, macros that compilers predefine under plain names, and namespaces that a
/// model must not be added to.
inline bool taken(std::string_view name) {
    for (const std::string_view other :
         {"alignas",     "alignof",   "and",        "and_eq",    "asm",      "auto",         "bitand",
          "bitor",       "bool",      "break",      "case",      "catch",    "char",         "char8_t",
          "char16_t",    "char32_t",  "class",      "compl",     "concept",  "const",        "consteval",
          "constexpr",   "constinit", "const_cast", "continue",  "co_await", "co_return",    "co_yield",
          "decltype",    "default",   "delete",     "do",        "double",   "dynamic_cast", "else",
          "enum",        "explicit",  "export",     "extern",    "false",    "float",        "for",
          "friend",      "goto",      "if",         "inline",    "int",      "long",         "mutable",
          "namespace",   "new",       "noexcept",   "not",       "not_eq",   "nullptr",      "operator",
          "or",          "or_eq",     "private",    "protected", "public",   "register",     "reinterpret_cast",
          "requires",    "return",    "short",      "signed",    "sizeof",   "static",       "static_assert",
          "static_cast", "struct",    "switch",     "template",  "this",     "thread_local", "throw",
          "true",        "try",       "typedef",    "typeid",    "typename", "union",        "unsigned",
          "using",       "virtual",   "void",       "volatile",  "wchar_t",  "while",        "xor",
          "xor_eq",      "linux",     "unix",       "main",      "std",      "boost",        "constprop"})
        if (name == other) return true;
    return false;
}

inline void check_identifier(std::string_view name, const std::string& where) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    bool fits = !name.empty() && letter(name[0]) && name.find("__") == std::string_view::npos && !taken(name);
    for (const char c : name) fits = fits && (letter(c) || (c >= '0' && c <= '9') || c == '_');
    if (!fits)
        throw error(where, "the name " + in_quotes(name) + " cannot be that of a namespace",
                    "letters, digits and single underscores, a letter first, and no word of C++",
                    "Choose another name, such as 'digits'.");
}

inline void check_includes(const std::vector<std::string>& names, const std::string& where) {
    for (const std::string_view name : names) {
        std::string_view path = name;
        if (path.starts_with('<') && path.ends_with('>')) path = path.substr(1, path.size() - 2);
        if (path.empty() || printable(path) != path || path.find_first_of("<>\"\\") != std::string_view::npos)
            throw error(where, "the include " + in_quotes(name) + " is no header's name",
                        "my_layers.hpp or <my/layers.hpp>", "Write it without quotation marks, and with /.");
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_IDENTIFIER_HPP
