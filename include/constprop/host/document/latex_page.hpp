#ifndef CONSTPROP_HOST_DOCUMENT_LATEX_PAGE_HPP
#define CONSTPROP_HOST_DOCUMENT_LATEX_PAGE_HPP

#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A document for LaTeX; it needs only packages of the smallest distribution.
class latex_page {
    std::string text_;

 public:
    static constexpr notation how = notation::latex;

    [[nodiscard, gnu::noinline]] static std::string words(std::string_view text) {
        static constexpr std::pair<std::string_view, std::string_view> written[] = {{"\\", "\\textbackslash{}"},
                                                                                    {"_", "\\_"},
                                                                                    {"&", "\\&"},
                                                                                    {"%", "\\%"},
                                                                                    {"#", "\\#"},
                                                                                    {"$", "\\$"},
                                                                                    {"{", "\\{"},
                                                                                    {"}", "\\}"},
                                                                                    {"<", "$<$"},
                                                                                    {">", "$>$"},
                                                                                    {"~", "\\textasciitilde{}"},
                                                                                    {"^", "\\textasciicircum{}"},
                                                                                    {"−", "$-$"},
                                                                                    {"×", "$\\times$"},
                                                                                    {"→", "$\\to$"},
                                                                                    {"η", "$\\eta$"},
                                                                                    {"λ", "$\\lambda$"},
                                                                                    {"μ", "$\\mu$"},
                                                                                    {"α", "$\\alpha$"},
                                                                                    {"ε", "$\\varepsilon$"},
                                                                                    {"β₁", "$\\beta_1$"},
                                                                                    {"β₂", "$\\beta_2$"},
                                                                                    {"←", "$\\leftarrow$"},
                                                                                    {"∂", "$\\partial$"},
                                                                                    {"ℓ", "$\\ell$"},
                                                                                    {"ŷ", "$\\hat{y}$"},
                                                                                    {"ᵀ", "$^{\\top}$"},
                                                                                    {"δ", "$\\delta$"},
                                                                                    {"Δ", "$\\Delta$"},
                                                                                    {"ₖ", "$_k$"},
                                                                                    {"𝟙", "$\\mathbf{1}$"},
                                                                                    {"⊙", "$\\odot$"},
                                                                                    {"⊘", "$\\oslash$"},
                                                                                    {"σ", "$\\sigma$"},
                                                                                    {"τ", "$\\tau$"},
                                                                                    {"π", "$\\pi$"},
                                                                                    {"√", "$\\surd$"},
                                                                                    {"Φ", "$\\Phi$"},
                                                                                    {"φ", "$\\varphi$"},
                                                                                    {"Σ", "$\\textstyle\\sum$"},
                                                                                    {"∇", "$\\nabla$"},
                                                                                    {"‖", "$\\|$"},
                                                                                    {"′", "$'$"},
                                                                                    {"²", "$^{2}$"},
                                                                                    {"≤", "$\\le$"},
                                                                                    {"|", "$|$"},
                                                                                    {"…", "\\ldots{}"}};
        std::string escaped;
        while (!text.empty()) {
            std::size_t taken = 0;
            for (const auto& [from, to] : written) {
                if (!text.starts_with(from)) continue;
                escaped += to;
                taken = from.size();
                break;
            }
            if (taken == 0) escaped += text[0], taken = 1;
            text.remove_prefix(taken);
        }
        return escaped;
    }
    [[nodiscard, gnu::noinline]] static std::string formula(std::string_view text) {
        return '$' + std::string{text} + '$';
    }
    [[nodiscard, gnu::noinline]] static std::string name(std::string_view text) { return formula(text); }

    [[nodiscard]] static std::string matrix_of(const std::vector<std::vector<std::string>>& rows) {
        const std::string columns(rows.empty() ? 1 : rows[0].size(), 'r');
        // Many columns are set in small type, so that all of them fit a cell.
        const std::string size = columns.size() > 5 ? "\\scriptsize\\setlength{\\arraycolsep}{2pt}" : "";
        std::string text = "{" + size + "\\renewcommand{\\arraystretch}{1}$\\left[\\begin{array}{" + columns + "}";
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < rows[r].size(); ++c) text += (c == 0 ? "" : " & ") + number(rows[r][c]);
            if (r + 1 < rows.size()) text += " \\\\ ";
        }
        return text + "\\end{array}\\right]$}";
    }

    void title(std::string_view text) { text_ += "\\section*{" + std::string{text} + "}\n"; }
    void heading(std::string_view text) { text_ += "\n\\subsection*{" + std::string{text} + "}\n"; }
    void paragraph(std::string_view text) { text_ += "\n" + std::string{text} + "\n"; }
    void list(const std::vector<std::string>& items) {
        text_ += "\\begin{enumerate}\n";
        for (const std::string& item : items) text_ += "\\item " + item + '\n';
        text_ += "\\end{enumerate}\n";
    }
    void picture(std::string_view /*svg*/) {}

    void table(const page_table& table) {
        // The first column is as wide as a name; the others share the rest of the line, and matrices need more of it.
        const std::size_t others = table.header.size() < 2 ? 1 : table.header.size() - 1;
        const bool has_matrices = std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row_) {
            return !row_.empty() && row_.back().find("\\begin{array}") != std::string::npos;
        });
        text_ += "\\begin{longtable}{@{}>{\\raggedright\\arraybackslash}p{0.1\\linewidth}";
        for (std::size_t c = 1; c < table.header.size(); ++c) {
            const double share = !has_matrices || others == 1 ? 0.84 / static_cast<double>(others)
                                 : c == others                ? 0.56
                                                              : 0.28 / static_cast<double>(others - 1);
            text_ += ">{\\raggedright\\arraybackslash}p{" + std::to_string(share).substr(0, 5) + "\\linewidth}";
        }
        text_ += "@{}}\n";
        row(table.header);
        text_ += "\\hline\n\\endhead\n";
        for (const auto& cells : table.rows) row(cells);
        text_ += "\\end{longtable}\n";
    }

    [[nodiscard]] std::string finished() const {
        return "\\documentclass[a4paper,landscape,10pt]{article}\n"
               "\\usepackage[utf8]{inputenc}\n\\usepackage{amsmath,amssymb,array,longtable}\n"
               "\\usepackage[margin=15mm]{geometry}\n\\setlength{\\parindent}{0pt}\n"
               "\\renewcommand{\\arraystretch}{1.5}\n\\setlength{\\tabcolsep}{4pt}\n\\begin{document}"
               "\n\\raggedright\n" +
               text_ + "\\end{document}\n";
    }

 private:
    // In math mode, 1e-05 would read as 1 times e minus 5.
    static std::string number(const std::string& cell) {
        const std::size_t e = cell.find("e-") != std::string::npos ? cell.find("e-") : cell.find("e+");
        if (e == std::string::npos) return cell;
        return cell.substr(0, e) + "\\cdot 10^{" + std::to_string(std::stoi(cell.substr(e + 1))) + "}";
    }
    void row(const std::vector<std::string>& cells) {
        for (std::size_t c = 0; c < cells.size(); ++c) text_ += (c == 0 ? "" : " & ") + cells[c];
        text_ += " \\\\[3pt]\n";
    }
};
static_assert(page<latex_page>);

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_LATEX_PAGE_HPP
