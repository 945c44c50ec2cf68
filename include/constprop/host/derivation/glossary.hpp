#ifndef CONSTPROP_HOST_DERIVATION_GLOSSARY_HPP
#define CONSTPROP_HOST_DERIVATION_GLOSSARY_HPP

#include <constprop/host/formula/notation.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A sign that formulas are written with, and what it means.
struct glossary_entry {
    sign written;
    std::string_view meaning;
};

/// Every sign beside letters, digits and those of arithmetic.
inline constexpr glossary_entry glossary[] = {
    {{" ⊙ ", " \\odot "}, "a ⊙ b: element by element"},
    {{" ⊘ ", " \\oslash "}, "a ⊘ b: divided element by element"},
    {{"𝟙", "\\mathbf{1}", "<b>1</b>"}, "𝟙: a column of ones"},
    {{"1[", "1["}, "1[…]: 1 where that holds, else 0"},
    {{"diag(", "\\mathrm{diag}("}, "diag(a): the matrix with a on its diagonal"},
    {{"Σ(", "\\textstyle\\sum("}, "Σ(…): the sum of all elements"},
    {{"‖", "\\|"}, "‖a‖²: the sum of the squares"},
    {{"sign(", "\\mathrm{sign}("}, "sign(a): −1, 0 or 1"},
    {{"σ(", "\\sigma ("}, "σ(a) = 1/(1 + exp(−a))"},
    {{"Φ(", "\\Phi("}, "Φ: the standard normal distribution function"},
    {{"φ(", "\\varphi("}, "φ: the standard normal density"},
    {{"softmax(", "\\mathrm{softmax}("}, "softmax(a) = exp(a) by its sum, of each sample"},
    {{"∇", "\\nabla "}, "∇ℓ: the gradient of the loss by its own code"}};

/// What the signs of a page mean, those that stand on it, as one line of text.
inline std::string glossary_of(std::string_view page, notation how) {
    std::string text;
    for (const glossary_entry& entry : glossary)
        if (page.find(entry.written.in(how)) != std::string_view::npos)
            text += (text.empty() ? "" : "; ") + std::string{entry.meaning};
    return text;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_GLOSSARY_HPP
