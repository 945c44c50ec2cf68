#ifndef CONSTPROP_HOST_DOCUMENT_TEXT_PAGE_HPP
#define CONSTPROP_HOST_DOCUMENT_TEXT_PAGE_HPP

#include <constprop/host/document/display_width.hpp>
#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

namespace detail {

inline std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (c == '\n') lines.emplace_back();
        else lines.back() += c;
    }
    return lines;
}

/// Breaks a line at spaces into pieces of at most `width` columns; words are not broken.
inline std::vector<std::string> wrapped(std::string_view line, std::size_t width) {
    std::vector<std::string> pieces(1);
    while (!line.empty()) {
        const std::size_t end = (std::min)(line.find(' ', 1), line.size());
        const std::string_view word = line.substr(0, end);
        if (!pieces.back().empty() && display_width(pieces.back()) + display_width(word) > width)
            pieces.push_back("  " + std::string{word.substr(word[0] == ' ' ? 1 : 0)});
        else pieces.back() += word;
        line.remove_prefix(end);
    }
    return pieces;
}

}  // namespace detail

/// A document as plain text in UTF-8, for a terminal.
class text_page {
    std::string text_;

 public:
    static constexpr notation how = notation::unicode;

    [[nodiscard, gnu::noinline]] static std::string words(std::string_view text) { return std::string{text}; }
    [[nodiscard, gnu::noinline]] static std::string formula(std::string_view text) { return std::string{text}; }
    [[nodiscard, gnu::noinline]] static std::string name(std::string_view text) { return std::string{text}; }

    [[nodiscard]] static std::string matrix_of(const std::vector<std::vector<std::string>>& rows) {
        std::size_t width = 0;
        for (const auto& row : rows)
            for (const std::string& cell : row) width = (std::max)(width, display_width(cell));
        std::string text;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const bool first = r == 0, last = r + 1 == rows.size();
            text += first && last ? "[" : first ? "⎡" : last ? "⎣" : "⎢";
            for (const std::string& cell : rows[r]) text += ' ' + std::string(width - display_width(cell), ' ') + cell;
            text += first && last ? " ]" : first ? " ⎤\n" : last ? " ⎦" : " ⎥\n";
        }
        return text;
    }

    void title(std::string_view text) { text_ += std::string{text} + '\n'; }
    void heading(std::string_view text) { text_ += '\n' + std::string{text} + '\n'; }
    void paragraph(std::string_view text) {
        for (const std::string& line : detail::wrapped(text, widest_line)) text_ += line + '\n';
    }
    void list(const std::vector<std::string>& items) {
        for (std::size_t k = 0; k < items.size(); ++k)
            for (const std::string& line : detail::wrapped(' ' + std::to_string(k + 1) + ". " + items[k], widest_line))
                text_ += line + '\n';
    }
    void picture(std::string_view /*svg*/) {}

    /// The largest width of a table in terminal columns, if its cells can be broken at spaces.
    static constexpr std::size_t widest_table = 180;
    /// The largest width of a line of running text.
    static constexpr std::size_t widest_line = 120;

    /// Writes columns side by side, each as wide as its widest cell; cells may have several lines.
    void table(const page_table& table) {
        std::vector<std::vector<std::string>> rows{table.header};
        rows.insert(rows.end(), table.rows.begin(), table.rows.end());
        narrow(rows);
        std::vector<std::size_t> widths(table.header.size(), 0);
        bool tall = false;
        for (const auto& row : rows)
            for (std::size_t c = 0; c < row.size(); ++c)
                for (const std::string& line : detail::lines_of(row[c])) {
                    tall = tall || line.size() < row[c].size();
                    widths[c] = (std::max)(widths[c], display_width(line));
                }
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::vector<std::vector<std::string>> cells;
            std::size_t height = 0;
            for (const std::string& cell : rows[r]) {
                cells.push_back(detail::lines_of(cell));
                height = (std::max)(height, cells.back().size());
            }
            if (tall && r > 0) text_ += '\n';
            for (std::size_t l = 0; l < height; ++l) {
                std::string line;
                for (std::size_t c = 0; c < cells.size(); ++c)
                    line += "  " + padded(l < cells[c].size() ? cells[c][l] : "", widths[c]);
                text_ += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
            }
        }
    }

    [[nodiscard]] std::string finished() const { return text_; }

 private:
    /// Breaks the cells of a table that is too wide, the widest first. A matrix is not broken.
    static void narrow(std::vector<std::vector<std::string>>& rows) {
        std::vector<std::size_t> whole(rows[0].size(), 0), breakable = whole;
        for (const auto& row : rows)
            for (std::size_t c = 0; c < row.size(); ++c)
                for (const std::string& line : detail::lines_of(row[c])) {
                    auto& width = (line.size() < row[c].size() ? whole : breakable)[c];
                    width = (std::max)(width, display_width(line));
                }
        const auto total = [&](std::size_t most_) {
            std::size_t sum = 0;
            for (std::size_t c = 0; c < whole.size(); ++c)
                sum += 2 + (std::max)(whole[c], (std::min)(breakable[c], most_));
            return sum;
        };
        std::size_t most = widest_table;
        while (most > 24 && total(most) > widest_table) --most;
        for (auto& row : rows)
            for (std::string& cell : row) {
                if (display_width(cell) <= most || cell.find('\n') != std::string::npos) continue;
                std::string broken;
                for (const std::string& piece : detail::wrapped(cell, most))
                    broken += (broken.empty() ? "" : "\n") + piece;
                cell = broken;
            }
    }
};
static_assert(page<text_page>);

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DOCUMENT_TEXT_PAGE_HPP
