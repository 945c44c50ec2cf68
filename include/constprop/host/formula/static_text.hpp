#ifndef CONSTPROP_HOST_FORMULA_STATIC_TEXT_HPP
#define CONSTPROP_HOST_FORMULA_STATIC_TEXT_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>

/// Text that is composed at compile time.
namespace constprop::inline CONSTPROP_TARGET::host {

/// Characters of a known number, zero-terminated.
template <std::size_t Size> struct static_text {
    char characters[Size + 1]{};

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters, Size}; }
    constexpr operator std::string_view() const noexcept { return view(); }
    [[nodiscard]] constexpr const char* c_str() const noexcept { return characters; }
};

namespace detail {

struct text_counter {
    std::size_t size = 0;
    constexpr void operator<<(std::string_view text) noexcept { size += text.size(); }
};

template <std::size_t Size> struct text_filler {
    static_text<Size> text{};
    std::size_t size = 0;
    constexpr void operator<<(std::string_view more) noexcept {
        for (const char c : more) text.characters[size++] = c;
    }
};

template <class Writer> constexpr auto write_static_text() noexcept {
    constexpr std::size_t size = [] {
        text_counter counter;
        Writer::write(counter);
        return counter.size;
    }();
    text_filler<size> filler;
    Writer::write(filler);
    return filler.text;
}

}  // namespace detail

/// The text that `Writer::write(out)` writes by `out << text`: it is called once for the size, and once for the characters.
template <class Writer> inline constexpr auto text_by = detail::write_static_text<Writer>();

/// Writes a number in decimal digits, each digit d as digits[d].
template <class Out>
constexpr void write_decimal(Out& out, std::size_t number, const std::string_view (&digits)[10]) noexcept {
    if (number >= 10) write_decimal(out, number / 10, digits);
    out << digits[number % 10];
}

/// Writes a number in decimal digits.
template <class Out> constexpr void write_decimal(Out& out, std::size_t number) noexcept {
    constexpr std::string_view digits[10] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    write_decimal(out, number, digits);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_FORMULA_STATIC_TEXT_HPP
