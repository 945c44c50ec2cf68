#ifndef CONSTPROP_HOST_DOCUMENT_DISPLAY_WIDTH_HPP
#define CONSTPROP_HOST_DOCUMENT_DISPLAY_WIDTH_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The number of terminal columns of UTF-8 text, one for each character.
[[nodiscard]] constexpr std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++width;
    return width;
}

/// The text, filled with spaces to `width` columns.
[[nodiscard]] inline std::string padded(std::string_view text, std::size_t width) {
    const std::size_t taken = display_width(text);
    return std::string{text} + std::string(taken < width ? width - taken : 0, ' ');
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_DISPLAY_WIDTH_HPP
