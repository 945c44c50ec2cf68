// Plain loops of many sizes, compiled as users compile them: their sums on the stack have to be aligned as compilers assume.
#include <constprop/kernels/plain.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <utility>

#include "agreement.hpp"

namespace {

namespace kernels = constprop::kernels;

/// All values are 1, so that every sum is a number of terms.
template <std::size_t Rows, std::size_t Columns> bool sums_are_right() {
    constexpr std::size_t batch = 11;
    static std::array<float, Rows * Columns> m, outer;
    static std::array<std::array<float, Rows>, batch> by_row;
    static std::array<std::array<float, Columns>, batch> by_column;
    const auto same = [](float value) { return value; };
    const auto all = [](const auto& values, std::size_t expected) {
        for (const float value : values)
            if (value < static_cast<float>(expected) || value > static_cast<float>(expected)) return false;
        return true;
    };
    const auto fill = [](auto& rows) {
        for (auto& row : rows) row.fill(1);
    };
    bool ok = true;
    m.fill(1), fill(by_row), fill(by_column);
    kernels::plain::sum_of_outer_products<Rows, Columns, batch>(by_row.data(), by_column.data(), batch,
                                                                kernels::write_to<float>{outer.data()});
    ok &= all(outer, batch);
    kernels::plain::sum_of_rows<Rows, Columns>(m.data(), kernels::no_bias{}, by_row.data(), by_column.data(), batch,
                                               same);
    ok &= all(by_column[batch - 1], Rows);
    kernels::plain::sum_of_rows<Rows, Columns>(m.data(), kernels::no_bias{}, by_row[0].data(), by_column[0].data());
    ok &= all(by_column[0], Rows);
    fill(by_column);
    kernels::plain::dot_of_rows<Rows, Columns>(m.data(), kernels::no_bias{}, by_column[0].data(), by_row[0].data());
    ok &= all(by_row[0], Columns);
    if (!ok) std::printf("%zu x %zu: wrong sums\n", Rows, Columns);
    return ok;
}

template <std::size_t... K> bool all_sizes(std::index_sequence<K...>) {
    return (sums_are_right<56, 1 + K>() && ...) && (sums_are_right<1 + K, 56>() && ...);
}

}  // namespace

int main() {
    if (!agreement::processor_runs_this()) return std::puts("skipped: this processor lacks the instructions"), 77;
    return all_sizes(std::make_index_sequence<32>{}) ? 0 : 1;
}
