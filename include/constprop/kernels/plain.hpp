#ifndef CONSTPROP_KERNELS_PLAIN_HPP
#define CONSTPROP_KERNELS_PLAIN_HPP

#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// The products of a row-major matrix M, as plain loops: for constant evaluation, for scalars without vectors, and for
/// reading. They define the results of the vector kernels, including the order of sums.
namespace constprop::inline CONSTPROP_TARGET::kernels::plain {

template <class T, class Bias> constexpr T bias_at(Bias bias, std::size_t k) noexcept {
    if constexpr (is_bias<Bias>) return bias[k];
    else return nothing<T>;
}

/// The loops of `sum_of_rows` and `dot_of_rows`. Sizes are arguments, so that layers of all sizes share code that must be
/// small. `sum` has room for `sums` values of each column, or for `lanes`.
template <class Weight, class T, class Bias>
constexpr void add_up_rows(const Weight* m, Bias bias, const T* x, T* y, std::size_t rows, std::size_t columns,
                           std::size_t sums, sum_of<T>* sum) noexcept {
    for (std::size_t c = 0; c < columns; ++c) sum[c] = bias_at<T>(bias, c);
    for (std::size_t k = columns; k < sums * columns; ++k) sum[k] = nothing<sum_of<T>>;
    for (std::size_t r = 0; r < rows; ++r) {
        const factor_of<T> factor = x[r];
        const Weight* row = m + r * columns;
        sum_of<T>* part = sum + r % sums * columns;
        for (std::size_t c = 0; c < columns; ++c) part[c] += row[c] * factor;
    }
    for (std::size_t left = sums / 2; left > 0; left /= 2)
        for (std::size_t k = 0; k < left * columns; ++k) sum[k] += sum[k + left * columns];
    for (std::size_t c = 0; c < columns; ++c) y[c] = sum[c];
}
template <class Weight, class T, class Bias>
constexpr void dot_rows(const Weight* m, Bias bias, const T* x, T* y, std::size_t rows, std::size_t columns,
                        std::size_t lanes, sum_of<T>* sum) noexcept {
    const std::size_t full = columns / lanes * lanes, last = columns - lanes;
    for (std::size_t r = 0; r < rows; ++r) {
        const Weight* row = m + r * columns;
        sum[0] = bias_at<T>(bias, r);
        for (std::size_t k = 1; k < lanes; ++k) sum[k] = nothing<sum_of<T>>;
        for (std::size_t c = 0; c < full; c += lanes)
            for (std::size_t k = 0; k < lanes; ++k) sum[k] += row[c + k] * factor_of<T>(x[c + k]);
        for (std::size_t c = full; c < columns; ++c) sum[c - last] += row[c] * factor_of<T>(x[c]);
        for (std::size_t left = lanes / 2; left > 0; left /= 2)
            for (std::size_t k = 0; k < left; ++k) sum[k] += sum[k + left];
        y[r] = sum[0];
    }
}

/// y = bias + Σᵣ x[r] M[r]. Partial sums: row r belongs to sum r mod `partial_sums`.
template <std::size_t Rows, std::size_t Columns, class Weight, class T, class Bias>
[[gnu::noinline]] constexpr void sum_of_rows(const Weight* m, Bias bias, const T* x, T* y) noexcept {
    constexpr std::size_t sums = partial_sums<T>(Rows, Columns);
    alignas(stack_alignment<sum_of<T>>) sum_of<T> sum[sums * Columns];
    add_up_rows(m, bias, x, y, Rows, Columns, sums, sum);
}

/// y[r] = M[r] · x + bias[r]. Partial sums: column c belongs to lane c mod `lanes_of_dot`; the
/// bias starts the first.
template <std::size_t Rows, std::size_t Columns, class Weight, class T, class Bias>
[[gnu::noinline]] constexpr void dot_of_rows(const Weight* m, Bias bias, const T* x, T* y) noexcept {
    constexpr std::size_t lanes = lanes_of_dot<T>(Columns);
    alignas(stack_alignment<sum_of<T>>) sum_of<T> sum[lanes];
    dot_rows(m, bias, x, y, Rows, Columns, lanes, sum);
}

/// Y[n] = then(bias + Σᵣ X[n][r] M[r]) for n < count. A batch has enough independent sums: one for each value, rows in their
/// order.
template <std::size_t Rows, std::size_t Columns, class Weight, class T, class Bias, class Then>
constexpr void sum_of_rows(const Weight* m, Bias bias, const std::array<T, Rows>* x, std::array<T, Columns>* y,
                           std::size_t count, Then then) noexcept {
    for (std::size_t n = 0; n < count; ++n) {
        const T* const factors = x[n].data();
        T* const result = y[n].data();
        alignas(stack_alignment<sum_of<T>>) sum_of<T> sum[Columns];
        for (std::size_t c = 0; c < Columns; ++c) sum[c] = bias_at<T>(bias, c);
        for (std::size_t r = 0; r < Rows; ++r) {
            const factor_of<T> factor = factors[r];
            const Weight* row = m + r * Columns;
            for (std::size_t c = 0; c < Columns; ++c) sum[c] += row[c] * factor;
        }
        for (std::size_t c = 0; c < Columns; ++c) result[c] = then(T(sum[c]));
    }
}

/// Y[n][r] = then(M[r] · X[n] + bias[r]) for n < count, each one sum that starts with the bias.
template <std::size_t Rows, std::size_t Columns, class Weight, class T, class Bias, class Then>
constexpr void dot_of_rows(const Weight* m, Bias bias, const std::array<T, Columns>* x, std::array<T, Rows>* y,
                           std::size_t count, Then then) noexcept {
    for (std::size_t n = 0; n < count; ++n) {
        const T* const factors = x[n].data();
        T* const result = y[n].data();
        for (std::size_t r = 0; r < Rows; ++r) {
            const Weight* row = m + r * Columns;
            sum_of<T> sum = bias_at<T>(bias, r);
            for (std::size_t c = 0; c < Columns; ++c) sum += row[c] * factor_of<T>(factors[c]);
            result[r] = then(T(sum));
        }
    }
}

/// The number of columns of a row that are summed at once in the gradient of a batch.
template <class T> constexpr std::size_t columns_at_once(std::size_t columns) noexcept {
    constexpr std::size_t most = cache_block_bytes / sizeof(T);
    return columns < most ? columns : most;
}

/// Calls each(k, Σₙ a[n][r] b[n][c]) for every k = r · Columns + c, with the samples n < count ≤ Batch in their order. The
/// first sample, which always exists, starts the sum. A part of a row is summed at once.
template <std::size_t Rows, std::size_t Columns, std::size_t Batch, class T, class Each>
constexpr void sum_of_outer_products(const std::array<T, Rows>* a, const std::array<T, Columns>* b, std::size_t count,
                                     Each each) noexcept {
    constexpr std::size_t part = columns_at_once<T>(Columns);
    const T* const rows_of_first = a->data();
    const T* const columns_of_first = b->data();
    for (std::size_t r = 0; r < Rows; ++r) {
        if constexpr (Batch == 1) {
            for (std::size_t c = 0; c < Columns; ++c) each(r * Columns + c, columns_of_first[c] * rows_of_first[r]);
        } else {
            for (std::size_t first = 0; first < Columns; first += part) {
                const std::size_t columns = Columns % part == 0 || Columns - first > part ? part : Columns % part;
                alignas(stack_alignment<sum_of<T>>) sum_of<T> sum[part];
                for (std::size_t c = 0; c < columns; ++c)
                    sum[c] = columns_of_first[first + c] * factor_of<T>(rows_of_first[r]);
                for (std::size_t n = 1; n < count; ++n) {
                    const factor_of<T> factor = a[n].data()[r];
                    const T* const row = b[n].data() + first;
                    for (std::size_t c = 0; c < columns; ++c) sum[c] += row[c] * factor;
                }
                for (std::size_t c = 0; c < columns; ++c) each(r * Columns + first + c, T(sum[c]));
            }
        }
    }
}

/// Calls each(k, Σₙ a[n][k]) for every k, with the samples n < count in their order; the first starts the sum.
template <std::size_t Size, class T, class Each>
constexpr void sum_of_samples(const std::array<T, Size>* a, std::size_t count, Each each) noexcept {
    for (std::size_t k = 0; k < Size; ++k) {
        sum_of<T> sum = a[0].data()[k];
        for (std::size_t n = 1; n < count; ++n) sum += a[n].data()[k];
        each(k, T(sum));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::plain

#endif  // CONSTPROP_KERNELS_PLAIN_HPP
