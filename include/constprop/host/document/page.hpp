#ifndef CONSTPROP_HOST_DOCUMENT_PAGE_HPP
#define CONSTPROP_HOST_DOCUMENT_PAGE_HPP

#include <constprop/host/formula/formula.hpp>
#include <constprop/kernels/target.hpp>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A table, whose cells are already in the page's language.
struct page_table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    /// Appends a row. Not inlined, so that tables of many formulas compile fast.
    [[gnu::noinline]] void add(std::initializer_list<std::string> cells) { rows.emplace_back(cells); }
};

/// The destination of a document: plain text, Markdown, LaTeX, HTML.
///
///     how                        the notation of its formulas
///     words(text)                text in its language: special characters are escaped
///     formula(text)              a formula, already in its notation, within text
///     name(text)                 a layer's name, within text
///     matrix_of(rows)            a matrix of words
///     title, heading, paragraph, list, table, picture
///                                append to the document
///     finished()                 the whole document
template <class Type>
concept page = requires(Type& page, const Type& written, std::string_view text, const std::vector<std::string>& items,
                        const std::vector<std::vector<std::string>>& rows, const page_table& table) {
    { Type::how } -> std::convertible_to<notation>;
    { Type::words(text) } -> std::same_as<std::string>;
    { Type::formula(text) } -> std::same_as<std::string>;
    { Type::name(text) } -> std::same_as<std::string>;
    { Type::matrix_of(rows) } -> std::same_as<std::string>;
    page.title(text);
    page.heading(text);
    page.paragraph(text);
    page.list(items);
    page.table(table);
    page.picture(text);
    { written.finished() } -> std::same_as<std::string>;
};

/// A formula within the text of a page.
template <page Page, formula::formula Formula> [[nodiscard]] std::string shown(Formula formula) {
    return Page::formula(formula::text_of<Page::how>(formula));
}

/// Concatenates texts. Not inlined, so that tables compile fast.
[[nodiscard, gnu::noinline]] inline std::string joined_text(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
}

template <page Page>
[[nodiscard, gnu::noinline]] std::string equation_of(std::string_view left, std::string_view between,
                                                     std::string_view right) {
    return Page::formula(joined_text({left, between, right}));
}

/// left = right, or with another sign in between.
template <page Page, formula::formula Left, formula::formula Right>
[[nodiscard]] std::string equation(Left left, Right right, sign between = signs::equals) {
    return equation_of<Page>(formula::text_of<Page::how>(left), between.in(Page::how),
                             formula::text_of<Page::how>(right));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_PAGE_HPP
