#ifndef CONSTPROP_BENCH_REPORT_MARKDOWN_HPP
#define CONSTPROP_BENCH_REPORT_MARKDOWN_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace report {

/// Text from outside as it may stand in Markdown, in a table's cell too: on one line, without markup of its own.
std::string plain(std::string_view text);

inline std::string bold(const std::string& text) { return "**" + text + "**"; }

/// A table: what is in it is Markdown already. The first column is aligned to the left, and the others to the right
/// unless told otherwise.
struct table {
    std::vector<std::string> head{};
    std::vector<std::vector<std::string>> lines{};
    std::size_t left_columns = 1;  ///< how many are aligned to the left

    std::string text() const;
    table transposed() const;
};

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_MARKDOWN_HPP
