#ifndef CONSTPROP_HOST_DOCUMENT_MARKDOWN_PAGE_HPP
#define CONSTPROP_HOST_DOCUMENT_MARKDOWN_PAGE_HPP

#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A document in GitHub's Markdown with tables. Formulas are Unicode text; a matrix is one line.
class markdown_page {
    std::string text_;

 public:
    static constexpr notation how = notation::unicode;

    [[nodiscard, gnu::noinline]] static std::string words(std::string_view text) {
        std::string escaped;
        for (const char c : text) {
            if (std::string_view{"\\`*_[]<>|"}.find(c) != std::string_view::npos) escaped += '\\';
            escaped += c;
        }
        return escaped;
    }
    [[nodiscard, gnu::noinline]] static std::string formula(std::string_view text) { return words(text); }
    [[nodiscard, gnu::noinline]] static std::string name(std::string_view text) { return words(text); }

    [[nodiscard]] static std::string matrix_of(const std::vector<std::vector<std::string>>& rows) {
        std::string text;
        for (const auto& row : rows) {
            text += text.empty() ? "\\[" : "<br>\\[";
            for (const std::string& cell : row) text += (text.ends_with('[') ? "" : ", ") + cell;
            text += "\\]";
        }
        return text;
    }

    void title(std::string_view text) { text_ += "# " + std::string{text} + "\n"; }
    void heading(std::string_view text) { text_ += "\n## " + std::string{text} + "\n"; }
    void paragraph(std::string_view text) { text_ += "\n" + std::string{text} + "\n"; }
    void list(const std::vector<std::string>& items) {
        text_ += '\n';
        for (std::size_t k = 0; k < items.size(); ++k) text_ += std::to_string(k + 1) + ". " + items[k] + '\n';
    }
    void picture(std::string_view /*svg*/) {}

    void table(const page_table& table) {
        text_ += '\n';
        row(table.header);
        row(std::vector<std::string>(table.header.size(), "---"));
        for (const auto& cells : table.rows) row(cells);
    }

    [[nodiscard]] std::string finished() const { return text_; }

 private:
    void row(const std::vector<std::string>& cells) {
        text_ += '|';
        for (const std::string& cell : cells) text_ += ' ' + cell + " |";
        text_ += '\n';
    }
};
static_assert(page<markdown_page>);

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_MARKDOWN_PAGE_HPP
