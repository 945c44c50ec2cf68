#ifndef CONSTPROP_HOST_FORMULA_NOTATION_HPP
#define CONSTPROP_HOST_FORMULA_NOTATION_HPP

#include <constprop/host/formula/static_text.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The notation of a formula.
enum class notation { unicode, latex, html };

/// A symbol in every notation.
struct sign {
    std::string_view unicode, latex, html;

    constexpr sign(std::string_view unicode_, std::string_view latex_) noexcept : sign(unicode_, latex_, unicode_) {}
    constexpr sign(std::string_view unicode_, std::string_view latex_, std::string_view html_) noexcept
        : unicode(unicode_), latex(latex_), html(html_) {}

    [[nodiscard]] constexpr std::string_view in(notation how) const noexcept {
        return how == notation::unicode ? unicode : how == notation::latex ? latex : html;
    }
};

/// The symbols of derivations. HTML uses the Unicode form unless it has its own.
namespace signs {
inline constexpr sign x{"x", "x", "<i>x</i>"}, batch_x{"X", "X", "<i>X</i>"};
inline constexpr sign z{"z", "z", "<i>z</i>"}, batch_z{"Z", "Z", "<i>Z</i>"};
inline constexpr sign y{"y", "y", "<i>y</i>"}, batch_y{"Y", "Y", "<i>Y</i>"};
inline constexpr sign y_hat{"ŷ", "\\hat{y}", "<i>ŷ</i>"}, batch_y_hat{"Ŷ", "\\hat{Y}", "<i>Ŷ</i>"};
inline constexpr sign weight{"W", "W", "<i>W</i>"}, bias{"b", "b", "<i>b</i>"}, importance{"w", "w", "<i>w</i>"};
inline constexpr sign parameters{"θ", "\\theta ", "<i>θ</i>"}, function{"f", "f", "<i>f</i>"},
    gain{"g", "g", "<i>g</i>"};
inline constexpr sign loss{"ℓ", "\\ell "}, partial{"∂", "\\partial ", "∂"};
inline constexpr sign delta{"δ", "\\delta ", "<i>δ</i>"}, batch_delta{"Δ", "\\Delta "};
inline constexpr sign outputs{"K", "K", "<i>K</i>"}, samples{"N", "N", "<i>N</i>"};
inline constexpr sign ones{"𝟙", "\\mathbf{1}", "<b>1</b>"}, identity{"I", "I", "<i>I</i>"};

inline constexpr sign plus{" + ", " + "}, minus{" − ", " - "}, negative{"−", "-"};
inline constexpr sign times{" · ", " \\cdot "};
inline constexpr sign hadamard{" ⊙ ", " \\odot "}, divided{" ⊘ ", " \\oslash "}, slash{"/", "/"};
inline constexpr sign equals{" = ", " = "}, transposed{"ᵀ", "^{\\top}", "<sup>⊤</sup>"};
inline constexpr sign squared{"²", "^{2}", "<sup>2</sup>"}, cubed{"³", "^{3}", "<sup>3</sup>"};
inline constexpr sign norm{"‖", "\\|"};
inline constexpr sign becomes{" ← ", " \\leftarrow "}, prime{"′", "'"};
}  // namespace signs

/// A subscript, such as in z₁₂.
template <notation How, class Out> constexpr void write_subscript(Out& out, std::size_t number) noexcept {
    if constexpr (How == notation::unicode) {
        constexpr std::string_view digits[10] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
        write_decimal(out, number, digits);
    } else {
        out << (How == notation::latex ? "_{" : "<sub>");
        write_decimal(out, number);
        out << (How == notation::latex ? "}" : "</sub>");
    }
}

/// A superscript in parentheses, such as in W⁽²⁾.
template <notation How, class Out> constexpr void write_superscript(Out& out, std::size_t number) noexcept {
    if constexpr (How == notation::unicode) {
        constexpr std::string_view digits[10] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
        out << "⁽";
        write_decimal(out, number, digits);
        out << "⁾";
    } else {
        out << (How == notation::latex ? "^{(" : "<sup>(");
        write_decimal(out, number);
        out << (How == notation::latex ? ")}" : ")</sup>");
    }
}

/// A name of several letters, upright.
template <notation How, class Out> constexpr void write_name(Out& out, std::string_view name) noexcept {
    if constexpr (How == notation::latex) {
        out << "\\mathrm{";
        for (std::size_t k = 0; k < name.size(); ++k) {
            if (name[k] == '_') out << "\\_";
            else out << name.substr(k, 1);
        }
        out << "}";
    } else {
        for (std::size_t k = 0; k < name.size(); ++k) {
            if (How == notation::html && name[k] == '<') out << "&lt;";
            else if (How == notation::html && name[k] == '>') out << "&gt;";
            else out << name.substr(k, 1);
        }
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_FORMULA_NOTATION_HPP
