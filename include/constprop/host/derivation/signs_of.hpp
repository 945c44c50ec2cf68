#ifndef CONSTPROP_HOST_DERIVATION_SIGNS_OF_HPP
#define CONSTPROP_HOST_DERIVATION_SIGNS_OF_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The symbols in formulas, which are written in Unicode, or in parts of formulas, each once: single letters; "w⁽" with a
/// number above it; names of functions; and signs that are neither digits nor arithmetic. Several letters are a name if an
/// argument or a prime follows, else a product.
[[gnu::cold]] inline std::vector<std::string_view> signs_of(std::string_view formulas) {
    // Arithmetic, comparisons, subscript and superscript digits need no explanation.
    constexpr std::string_view plain[] = {"−", "·", "×", "≤", "≥", "←", "√", "π", "⁽", "⁾", "ᵗ", "⁰", "¹", "⁴", "⁵",
                                          "⁶", "⁷", "⁸", "⁹", "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    // In W⁽²⁾ and W⁽³⁾ they are numbers of layers.
    constexpr std::string_view numbers_above[] = {"²", "³"};
    constexpr std::string_view raised = "⁽";
    const auto is_letter = [](char c_) { return (c_ >= 'a' && c_ <= 'z') || (c_ >= 'A' && c_ <= 'Z') || c_ == '_'; };
    std::vector<std::string_view> signs;
    const auto add = [&](std::string_view sign_) {
        for (const std::string_view other : signs)
            if (other == sign_) return;
        signs.push_back(sign_);
    };
    bool above = false;
    while (!formulas.empty()) {
        std::size_t size = 1;
        // Indices of elements, W[o, c], of sums, Σ_c, and conditions on them, 1[h = i + u], are explained with the sum.
        constexpr std::string_view over = "Σ_";
        if (formulas.starts_with(over)) {
            add(over);
            formulas.remove_prefix(over.size() + 1);
            continue;
        }
        const std::size_t close = formulas.find(']');
        const bool is_where = formulas.starts_with("1[") && formulas.substr(0, close).find('=') < close;
        if ((is_where || formulas[0] == '[') && close < formulas.size()) {
            if (is_where) add("1[");
            formulas.remove_prefix(close + 1);
            continue;
        }
        if (is_letter(formulas[0])) {
            while (size < formulas.size() && is_letter(formulas[size])) ++size;
            const std::string_view run = formulas.substr(0, size), after = formulas.substr(size);
            // Of a function of a layer: mean₂(z).
            std::size_t digits = 0;
            while (after.substr(digits).starts_with("\xE2\x82")) digits += 3;
            const bool is_name =
                size > 1 && (after.substr(digits).starts_with('(') || after.starts_with("′") || run == "log");
            if (is_name) add(run);
            else
                for (std::size_t k = 0; k < size; ++k)
                    add(formulas.substr(k, k + 1 == size && after.starts_with(raised) ? 1 + raised.size() : 1));
        } else if (static_cast<unsigned char>(formulas[0]) < 0x80U) {
            if (formulas.starts_with("1[")) add("1[");
            if (formulas.starts_with('|')) add("|");
        } else {
            while (size < formulas.size() && (static_cast<unsigned char>(formulas[size]) & 0xC0U) == 0x80U) ++size;
            const std::string_view one = formulas.substr(0, size);
            bool needed = true;
            for (const std::string_view other : plain) needed = needed && one != other;
            for (const std::string_view other : numbers_above) needed = needed && !(above && one == other);
            if (one == raised) above = true;
            if (one == "⁾") above = false;
            if (one == "ᵗ") add("t");
            if (formulas.starts_with("ᵀ[")) add("ᵀ[");
            if (needed) add(one);
        }
        formulas.remove_prefix(size);
    }
    return signs;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_SIGNS_OF_HPP
