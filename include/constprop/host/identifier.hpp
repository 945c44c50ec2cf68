#ifndef CONSTPROP_HOST_IDENTIFIER_HPP
#define CONSTPROP_HOST_IDENTIFIER_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Names and includes that may be written into source code.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The namespace of a model: its name with "_model" at the end, unless it already ends so. This avoids keywords, macros, and
/// names that the headers of C, C++ and operating systems declare: none of them ends so.
inline std::string model_namespace(std::string_view name) {
    std::string result{name};
    if (result.ends_with("_model")) return result;
    return result + (result.ends_with('_') ? "model" : "_model");
}

inline bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

inline void check_identifier(std::string_view name, const std::string& where) {
    bool fits = !name.empty() && is_letter(name[0]) && name.find("__") == std::string_view::npos;
    for (const char c : name) fits = fits && (is_letter(c) || is_digit(c) || c == '_');
    if (!fits)
        throw error(where, "the name " + in_quotes(name) + " cannot be that of a namespace",
                    "letters, digits and single underscores, a letter first", "Choose another name, such as 'digits'.");
}

/// Turns a text, such as a file's name without its extension, into an identifier: "my-net.v2" becomes "my_net_v2", and "2d"
/// becomes "model_2d".
inline std::string identifier_from(std::string_view text) {
    std::string name;
    for (const char c : text) {
        if (is_letter(c) || is_digit(c)) name += c;
        else if (!name.empty() && name.back() != '_') name += '_';
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    if (name.empty()) return "model";
    return is_letter(name[0]) ? name : "model_" + name;
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
