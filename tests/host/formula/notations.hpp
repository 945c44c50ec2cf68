#ifndef CONSTPROP_TESTS_HOST_FORMULA_NOTATIONS_HPP
#define CONSTPROP_TESTS_HOST_FORMULA_NOTATIONS_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

/// Formulas in LaTeX and HTML, rewritten by rules of text alone into how they stand in Unicode.
namespace notations {

inline void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}
/// Each `before` digits `after` becomes those digits as `raised` or lowered ones.
inline void replace_digits(std::string& text, std::string_view before, std::string_view after, bool raised) {
    static constexpr std::string_view low[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    static constexpr std::string_view high[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (std::size_t at = 0; (at = text.find(before, at)) != std::string::npos;) {
        const std::size_t begin = at + before.size(), end = text.find_first_not_of("0123456789", begin);
        if (end == begin || !std::string_view{text}.substr(end).starts_with(after)) {
            at = begin;
            continue;
        }
        std::string digits = raised ? "⁽" : "";
        for (std::size_t k = begin; k < end; ++k)
            digits += (raised ? high : low)[static_cast<std::size_t>(text[k] - '0')];
        if (raised) digits += "⁾";
        text.replace(at, end + after.size() - at, digits);
    }
}

/// Without spaces, and without the parentheses that Unicode needs around ∂a/∂b.
inline std::string compact(std::string text) {
    for (std::size_t at = 0; (at = text.find("(∂", at)) != std::string::npos;) {
        const std::size_t close = text.find(')', at);
        text.erase(close, 1);
        text.erase(at, 1);
    }
    replace_all(text, " ", "");
    return text;
}

/// A sum over an index, between `before` and `after`, becomes Σ_c.
inline void replace_sums(std::string& text, std::string_view before, std::string_view after) {
    for (std::size_t at = 0; (at = text.find(before, at)) != std::string::npos;) {
        const char letter = text[at + before.size()];
        text.replace(at, before.size() + 1 + after.size(), std::string{"Σ_"} + letter);
    }
}

inline std::string from_html(std::string text) {
    replace_sums(text, "Σ<sub><i>", "</i></sub>");
    replace_digits(text, "<sub>", "</sub>", false);
    replace_digits(text, "<sup>(", ")</sup>", true);
    static constexpr std::pair<std::string_view, std::string_view> rules[] = {
        {"<sup>⊤</sup>", "ᵀ"}, {"<sup>2</sup>", "²"}, {"<sup>3</sup>", "³"}, {"<b>1</b>", "𝟙"}, {"<i>", ""},
        {"</i>", ""},          {"&gt;", ">"},         {"&lt;", "<"},         {"Y\xCC\x82", "Ŷ"}};
    for (const auto& [from, to] : rules) replace_all(text, from, to);
    return compact(text);
}

/// \sqrt{a} becomes √(a).
inline void replace_roots(std::string& text) {
    constexpr std::string_view root = "\\sqrt{";
    for (std::size_t at = 0; (at = text.find(root, at)) != std::string::npos;) {
        std::size_t end = at + root.size();
        for (int open = 1; open > 0; ++end) open += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
        text[end - 1] = ')';
        text.replace(at, root.size(), "√(");
    }
}

inline std::string from_latex(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"\\allowbreak ", ""},        {"\\hat{y}", "ŷ"},         {"\\hat{Y}", "Ŷ"},
        {"\\sqrt{2/\\pi}", "√(2/π)"}, {"\\textstyle\\sum", "Σ"}, {"\\mathbf{1}", "𝟙"}};
    replace_sums(text, "\\textstyle\\sum_{", "}");
    for (const auto& [from, to] : names) replace_all(text, from, to);
    replace_roots(text);
    replace_digits(text, "_{", "}", false);
    replace_digits(text, "^{(", ")}", true);
    replace_all(text, "\\mathrm{", "{");
    for (std::size_t at = 0; (at = text.find("\\frac{", at)) != std::string::npos;) {
        const std::size_t between = text.find("}{", at);
        text.replace(text.find('}', between + 2), 1, ")");
        text.replace(between, 2, "/");
        text.replace(at, std::string_view{"\\frac{"}.size(), "(");
        // Parentheses around the fraction alone are those that Unicode has, too.
        if (const std::size_t close = text.find(')', at); at > 0 && text[at - 1] == '(' && text[close + 1] == ')')
            text.erase(close, 1), text.erase(at, 1);
    }
    static constexpr std::pair<std::string_view, std::string_view> rules[] = {
        {"^{\\top}", "ᵀ"}, {"^{2}", "²"},     {"^{3}", "³"},      {"\\partial ", "∂"}, {"\\ell ", "ℓ"},
        {"\\theta ", "θ"}, {"\\delta ", "δ"}, {"\\Delta ", "Δ"},  {"\\odot", "⊙"},     {"\\cdot", "·"},
        {"\\oslash", "⊘"}, {"\\|", "‖"},      {"\\sigma ", "σ"},  {"\\lambda ", "λ"},  {"\\alpha ", "α"},
        {"\\exp", "exp"},  {"\\log", "log"},  {"\\tanh", "tanh"}, {"\\max", "max"},    {"\\min", "min"},
        {"\\le ", "≤"},    {"\\ge ", "≥"},    {"\\Phi", "Φ"},     {"\\varphi", "φ"},   {"\\nabla ", "∇"},
        {"\\,", ""},       {"\\_", "_"},      {"-", "−"},         {"'", "′"},          {"{", ""},
        {"}", ""}};
    for (const auto& [from, to] : rules) replace_all(text, from, to);
    return compact(text);
}

}  // namespace notations

#endif  // CONSTPROP_TESTS_HOST_FORMULA_NOTATIONS_HPP
