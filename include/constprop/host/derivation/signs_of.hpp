#ifndef CONSTPROP_HOST_DERIVATION_SIGNS_OF_HPP
#define CONSTPROP_HOST_DERIVATION_SIGNS_OF_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The signs in formulas that are written in Unicode: letters, each by itself, "w⁽" with a number above it; names of
/// functions; and what is neither a digit nor of arithmetic. Several letters are a name where an argument or a prime
/// follows, else a product.
[[gnu::cold]] inline std::set<std::string> signs_of(std::string_view formulas) {
    // Arithmetic, comparisons, digits above and below: what needs no explanation.
    constexpr std::string_view plain[] = {"−", "·", "×", "≤", "≥", "←", "√", "π", "⁽", "⁾", "ᵗ", "⁰", "¹", "⁴", "⁵",
                                          "⁶", "⁷", "⁸", "⁹", "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    // In W⁽²⁾ and W⁽³⁾ they are numbers of layers.
    constexpr std::string_view numbers_above[] = {"²", "³"};
    const auto is_letter = [](char c_) { return (c_ >= 'a' && c_ <= 'z') || (c_ >= 'A' && c_ <= 'Z') || c_ == '_'; };
    std::set<std::string> signs;
    bool above = false;
    while (!formulas.empty()) {
        std::size_t size = 1;
        if (is_letter(formulas[0])) {
            while (size < formulas.size() && is_letter(formulas[size])) ++size;
            const std::string_view run = formulas.substr(0, size), after = formulas.substr(size);
            const bool is_name = size > 1 && (after.starts_with('(') || after.starts_with("′") || run == "log");
            if (is_name) signs.emplace(run);
            else
                for (std::size_t k = 0; k < size; ++k)
                    signs.insert(std::string{run[k]} + (k + 1 == size && after.starts_with("⁽") ? "⁽" : ""));
        } else if (static_cast<unsigned char>(formulas[0]) < 0x80U) {
            if (formulas.starts_with("1[")) signs.emplace("1[");
            if (formulas.starts_with('|')) signs.emplace("|");
        } else {
            while (size < formulas.size() && (static_cast<unsigned char>(formulas[size]) & 0xC0U) == 0x80U) ++size;
            const std::string_view one = formulas.substr(0, size);
            bool needed = true;
            for (const std::string_view other : plain) needed = needed && one != other;
            for (const std::string_view other : numbers_above) needed = needed && !(above && one == other);
            if (one == "⁽") above = true;
            if (one == "⁾") above = false;
            if (one == "ᵗ") signs.emplace("t");
            if (needed) signs.emplace(one);
        }
        formulas.remove_prefix(size);
    }
    return signs;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_SIGNS_OF_HPP
