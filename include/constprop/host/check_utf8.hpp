#ifndef CONSTPROP_HOST_CHECK_UTF8_HPP
#define CONSTPROP_HOST_CHECK_UTF8_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Throws `error` unless a text that is to be saved is in UTF-8.
inline void check_utf8(const std::string& where, const char* what, std::string_view text) {
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(utf8_length(rest)))
        if (utf8_length(rest) == 0)
            throw error(where, what + (" " + in_quotes(text)) + " is not in UTF-8", "text in UTF-8", "Convert it.");
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_CHECK_UTF8_HPP
