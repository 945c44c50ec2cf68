#ifndef CONSTPROP_HOST_DOCUMENT_HTML_PAGE_HPP
#define CONSTPROP_HOST_DOCUMENT_HTML_PAGE_HPP

#include <constprop/host/document/page.hpp>
#include <constprop/host/svg_text.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A document as one self-contained HTML file, light or dark by the reader's system setting.
class html_page {
    std::string title_, text_;

 public:
    static constexpr notation how = notation::html;

    [[nodiscard, gnu::noinline]] static std::string words(std::string_view text) { return svg_escaped(text); }
    [[nodiscard, gnu::noinline]] static std::string formula(std::string_view text) {
        return "<span class=\"formula\">" + std::string{text} + "</span>";
    }
    [[nodiscard, gnu::noinline]] static std::string name(std::string_view text) { return formula(text); }

    [[nodiscard]] static std::string matrix_of(const std::vector<std::vector<std::string>>& rows) {
        std::string text = "<table class=\"matrix\">";
        for (const auto& row : rows) {
            text += "<tr>";
            for (const std::string& cell : row) text += "<td>" + cell + "</td>";
            text += "</tr>";
        }
        return text + "</table>";
    }

    void title(std::string_view text) {
        title_ = text;
        text_ += "<h1>" + std::string{text} + "</h1>\n";
    }
    void heading(std::string_view text) { text_ += "<h2>" + std::string{text} + "</h2>\n"; }
    void paragraph(std::string_view text) { text_ += "<p>" + std::string{text} + "</p>\n"; }
    void list(const std::vector<std::string>& items) {
        text_ += "<ol>\n";
        for (const std::string& item : items) text_ += "<li>" + item + "</li>\n";
        text_ += "</ol>\n";
    }
    void picture(std::string_view svg) { text_ += "<figure>\n" + std::string{svg} + "</figure>\n"; }

    void table(const page_table& table) {
        text_ += "<div class=\"wide\"><table class=\"rows\">\n";
        row(table.header, "th");
        for (const auto& cells : table.rows) row(cells, "td");
        text_ += "</table></div>\n";
    }

    [[nodiscard]] std::string finished() const {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
               without_tags(title_) + "</title>\n<style>" + std::string{style} + "</style>\n</head>\n<body>\n" + text_ +
               "</body>\n</html>\n";
    }

 private:
    static constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de; --soft: #f3f5f7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --paper: #15181c; --line: #3a4149; --soft: #1f242a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 76rem;
       margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table.rows { border-collapse: collapse; }
table.rows > tbody > tr > * { text-align: left; vertical-align: top; padding: .35rem 1.2rem .35rem 0;
       border-bottom: 1px solid var(--line); }
.formula { font-family: "STIX Two Text", Cambria, "Times New Roman", serif;
       overflow-wrap: break-word; }
sup, sub { font-size: .7em; line-height: 0; }
table.matrix { border-collapse: collapse; display: inline-table; position: relative; vertical-align: middle;
       font-size: .8rem; font-variant-numeric: tabular-nums; margin: .15rem 0; }
table.matrix::before, table.matrix::after { content: ""; position: absolute; top: 0; bottom: 0; width: .3rem;
       border: 1.5px solid; }
table.matrix::before { left: 0; border-right: 0; }
table.matrix::after { right: 0; border-left: 0; }
table.matrix td { text-align: right; padding: 0 .35rem; }
figure { margin: 1rem 0; overflow-x: auto; } figure svg { display: block; }
)";

    // A browser shows the text of <title> literally.
    static std::string without_tags(std::string_view text) {
        std::string kept;
        bool in_tag = false;
        for (const char c : text) {
            if (c == '<') in_tag = true;
            if (!in_tag) kept += c;
            if (c == '>') in_tag = false;
        }
        return kept;
    }

    void row(const std::vector<std::string>& cells, std::string_view tag) {
        text_ += "<tr>";
        for (const std::string& cell : cells)
            text_ += '<' + std::string{tag} + '>' + cell + "</" + std::string{tag} + '>';
        text_ += "</tr>\n";
    }
};
static_assert(page<html_page>);

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_HTML_PAGE_HPP
