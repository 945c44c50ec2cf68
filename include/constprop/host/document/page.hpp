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

/// A table: cells that are already in a page's own language.
struct page_table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    /// Appends a row. Not inlined, for tables of many formulas to compile fast.
    [[gnu::noinline]] void add(std::initializer_list<std::string> cells) { rows.emplace_back(cells); }
};

/// What a document is written to: plain text, Markdown, LaTeX, HTML.
///
///     how                        the notation of its formulas
///     words(text)                text in its language: what has a meaning there is escaped
///     formula(text)              a formula, already in its notation, as it stands within text
///     name(text)                 a layer's name, likewise
///     matrix_of(rows)            a matrix of words, laid out as one
///     title, heading, paragraph, list, table, picture
///                                append to it
///     finished()                 all of it
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

/// A formula within text of a page.
template <page Page, formula::formula Formula> [[nodiscard]] std::string shown(Formula formula) {
    return Page::formula(formula::text_of<Page::how>(formula));
}

/// One text behind the other. Not inlined, likewise.
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

/// left = right; and what stands between them where it is another sign.
template <page Page, formula::formula Left, formula::formula Right>
[[nodiscard]] std::string equation(Left left, Right right, sign between = signs::equals) {
    return equation_of<Page>(formula::text_of<Page::how>(left), between.in(Page::how),
                             formula::text_of<Page::how>(right));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_PAGE_HPP
