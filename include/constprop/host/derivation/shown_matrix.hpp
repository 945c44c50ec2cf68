#ifndef CONSTPROP_HOST_DERIVATION_SHOWN_MATRIX_HPP
#define CONSTPROP_HOST_DERIVATION_SHOWN_MATRIX_HPP

#include <constprop/host/derivation/short_number.hpp>
#include <constprop/host/document/page.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The rows or columns that are shown: all, or the first ones and the last, with a gap in between.
inline std::vector<std::size_t> shown_indices(std::size_t size, std::size_t most) {
    constexpr std::size_t left_out = static_cast<std::size_t>(-1);
    std::vector<std::size_t> shown;
    for (std::size_t k = 0; k < (std::max<std::size_t>)(1, size); ++k) {
        if (size <= most || k + 2 < most || k + 1 == size) shown.push_back(k);
        else if (shown.back() != left_out) shown.push_back(left_out);
    }
    return shown;
}

/// A matrix, up to 24 rows and 8 columns: "…" marks a gap, and the size is printed.
template <page Page, class T> std::string shown_matrix(const matrix<T>& m) {
    constexpr std::size_t most_rows = 24, most_columns = 8;
    const auto is_there = [](std::size_t k_, std::size_t size_) { return k_ < (std::max<std::size_t>)(1, size_); };
    std::vector<std::vector<std::string>> rows;
    for (const std::size_t r : shown_indices(m.rows(), most_rows)) {
        rows.emplace_back();
        for (const std::size_t c : shown_indices(m.columns(), most_columns)) {
            const bool shown = is_there(r, m.rows()) && is_there(c, m.columns());
            rows.back().push_back(Page::words(shown ? short_number(static_cast<double>(m(r, c))) : "…"));
        }
    }
    if (m.is_number()) return rows[0][0];
    const bool is_cut = m.rows() > most_rows || m.columns() > most_columns;
    const std::string size = ", " + std::to_string(m.rows()) + "×" + std::to_string(m.columns());
    return Page::matrix_of(rows) + (is_cut ? Page::words(size) : "");
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_SHOWN_MATRIX_HPP
