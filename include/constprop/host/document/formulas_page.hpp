#ifndef CONSTPROP_HOST_DOCUMENT_FORMULAS_PAGE_HPP
#define CONSTPROP_HOST_DOCUMENT_FORMULAS_PAGE_HPP

#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Only the formulas of a document, in Unicode, one a line: to find the symbols that a document uses.
class formulas_page {
    std::string text_;

 public:
    static constexpr notation how = notation::unicode;

    [[nodiscard, gnu::noinline]] static std::string words(std::string_view /*text*/) { return {}; }
    [[nodiscard, gnu::noinline]] static std::string name(std::string_view /*text*/) { return {}; }
    [[nodiscard, gnu::noinline]] static std::string formula(std::string_view text) { return std::string{text} + '\n'; }
    [[nodiscard]] static std::string matrix_of(const std::vector<std::vector<std::string>>& /*rows*/) { return {}; }

    void title(std::string_view /*text*/) {}
    void heading(std::string_view /*text*/) {}
    void paragraph(std::string_view text) { text_ += text; }
    void list(const std::vector<std::string>& items) {
        for (const std::string& item : items) text_ += item;
    }
    void picture(std::string_view /*svg*/) {}
    void table(const page_table& table) {
        for (const auto& row : table.rows)
            for (const std::string& cell : row) text_ += cell;
    }

    [[nodiscard]] std::string finished() const { return text_; }
};
static_assert(page<formulas_page>);

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_FORMULAS_PAGE_HPP
