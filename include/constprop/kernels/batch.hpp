#ifndef CONSTPROP_KERNELS_BATCH_HPP
#define CONSTPROP_KERNELS_BATCH_HPP

#include <constprop/kernels/samples_in_lanes.hpp>
#include <constprop/kernels/strips.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/transpose.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// Products of a matrix and a batch, in register tiles of several samples by a few vectors, so that loaded values are used
/// more than once. Every value is one sum in ascending order.
namespace constprop::inline CONSTPROP_TARGET::kernels {
namespace detail {

/// The vectors and samples of a tile. With the vectors of weights that it needs, it fits into the registers.
inline constexpr std::size_t tile_vectors = 3, tile_samples = vector_registers >= 32 ? 8 : 4;

/// The samples of a tile of some vectors: at least eight sums hide the latency of additions.
constexpr std::size_t samples_beside(std::size_t vectors) noexcept { return vectors == 1 ? 8 : tile_samples; }

/// One strip of columns of Y = then(bias + X M); see `sum_of_rows`. X has rows of `Inputs` values, M of `Stride` and Y of `Outputs`.
/// There are few nested functions, because compilers optimize every tile anew in each function into which it is inlined.
template <std::size_t Batch, std::size_t Lanes, std::size_t Inputs, std::size_t Stride, std::size_t Outputs,
          std::size_t Block, class Strip, class T, class Bias>
struct strip_of_batch {
    static constexpr std::size_t width = Strip::vectors;

    Bias bias;
    const T* x;
    T* y;
    std::size_t count;

    /// Adds Σᵣ x[n][first + r] m[r], r < rows, to the bias if first is 0, else to y, for a tile: `Samples` samples from n on.
    template <std::size_t Samples, class Weight, class Then>
    [[gnu::always_inline]] void tile(std::size_t n, const Weight* m, std::size_t first, std::size_t rows,
                                     const Then& then) const noexcept {
        const T* const from = x + n * Inputs + first;
        T* const to = y + n * Outputs;
        vector<T, Lanes> sum[Samples * width];
        unroll<Samples * width>([&](std::size_t k_) CONSTPROP_INLINED {
            if (Block < Inputs && first != 0)
                sum[k_] = load<Lanes>(to + k_ / width * Outputs + Strip::column(k_ % width));
            else sum[k_] = load_bias<Lanes, T>(bias + Strip::column(k_ % width));
        });
        for (std::size_t r = 0; r < rows; ++r) {
            vector<T, Lanes> weights[width];
            unroll<width>([&](std::size_t v_)
                              CONSTPROP_INLINED { weights[v_] = load<Lanes>(m + r * Stride + Strip::column(v_)); });
            unroll<Samples>([&](std::size_t s_) CONSTPROP_INLINED {
                const T factor_ = from[s_ * Inputs + r];
                unroll<width>([&](std::size_t v_) CONSTPROP_INLINED { sum[s_ * width + v_] += weights[v_] * factor_; });
            });
        }
        unroll<Samples * width>([&](std::size_t k_) CONSTPROP_INLINED {
            store<Lanes>(to + k_ / width * Outputs + Strip::column(k_ % width), then(sum[k_]));
        });
    }

    /// Adds the products with some rows, m, from `first` on. The samples behind the last whole tile are one tile in a full batch,
    /// and tiles of one sample in a smaller one.
    template <class Weight, class Then>
    [[gnu::always_inline]] void add(const Weight* m, std::size_t first, std::size_t rows,
                                    const Then& then) const noexcept {
        constexpr std::size_t together = samples_beside(width), rest = Batch % together;
        const std::size_t full = count / together;
        if constexpr (Batch >= together)
            for (std::size_t k = 0; k < full; ++k) tile<together>(k * together, m, first, rows, then);
        if (rest != 0 && count == Batch) {
            tile<(rest != 0 ? rest : 1)>(Batch - rest, m, first, rows, then);
        } else {
            for (std::size_t n = full * together; n < count; ++n) tile<1>(n, m, first, rows, then);
        }
    }

    /// Rows of M are read in blocks that stay in the cache for all samples; `prepare(first row, rows)` returns the place of a
    /// block, which may be a copy with another stride.
    template <class Prepare, class Then>
    [[gnu::always_inline]] void multiply(const Prepare& prepare, const Then& then) const noexcept {
        std::size_t first = 0;
        if constexpr (Block < Inputs)
            for (; first + Block < Inputs; first += Block)
                add(prepare(first, Block), first, Block, [](const auto& sum_) CONSTPROP_INLINED { return sum_; });
        add(prepare(first, Inputs - first), first, Inputs - first, then);
    }
};

/// The number of rows of `bytes` bytes in a block. Blocks have about equal sizes, at most `block_bytes`; all but the last are
/// a multiple of 16 rows.
constexpr std::size_t rows_in_block(std::size_t rows, std::size_t bytes, std::size_t block_bytes) noexcept {
    const std::size_t most = block_bytes / bytes / 16 * 16, blocks = (rows + most - 1) / most,
                      each = ((rows + blocks - 1) / blocks + 15) / 16 * 16;
    return each < rows ? each : rows;
}

}  // namespace detail

/// Y[n] = then(bias + Σᵣ X[n][r] M[r]) for n < count ≤ Batch; see `plain::sum_of_rows`.
template <std::size_t Rows, std::size_t Columns, std::size_t Batch, class Weight, class T, class Bias, class Then>
[[gnu::always_inline]] inline void sum_of_rows(const Weight* m, Bias bias, const T* x, T* y, std::size_t count,
                                               Then then) noexcept {
    if constexpr (samples_in_lanes::pays<T, Rows, Columns, Batch>()) {
        constexpr std::size_t lanes = register_lanes<T>;
        for (; count >= lanes; count -= lanes, x += lanes * Rows, y += lanes * Columns)
            samples_in_lanes::sum_of_rows<Rows, Columns>(m, bias, x, y, then);
        if (count != 0) sum_of_rows<Rows, Columns, lanes - 1>(m, bias, x, y, count, then);
    } else {
        using all = strips_before_rest<T, Columns, detail::tile_vectors>;
        constexpr std::size_t block =
            detail::rows_in_block(Rows, all::wide * all::lanes * sizeof(Weight), read_block_bytes);
        for_strips<T, Columns, detail::tile_vectors, false>(
            [&](auto at_, std::size_t column_, auto lanes_) CONSTPROP_INLINED {
                using strip_ =
                    detail::strip_of_batch<Batch, lanes_(), Rows, Columns, Columns, block, decltype(at_), T, Bias>;
                strip_{bias + column_, x, y + column_, count}.multiply(
                    [&](std::size_t first_, std::size_t /*rows*/)
                        CONSTPROP_INLINED { return m + first_ * Columns + column_; },
                    then);
            });
    }
}

/// The block of a matrix that `dot_of_rows` transposes at once: `Columns` values of each of `Rows` rows.
template <class T, std::size_t Rows, std::size_t Columns> struct transposed_block {
    using all = strips_before_rest<T, Rows, detail::tile_vectors>;
    static constexpr std::size_t rows = all::wide * all::lanes;
    static constexpr std::size_t columns = detail::rows_in_block(Columns, rows * sizeof(T), cache_block_bytes);
    static constexpr std::size_t bytes = rows * columns * sizeof(T);
};

/// Y[n][r] = then(M[r] · X[n] + bias[r]) for n < count ≤ Batch; see `plain::dot_of_rows`. Blocks of M are transposed
/// into a buffer on the stack.
template <std::size_t Rows, std::size_t Columns, std::size_t Batch, class Weight, class T, class Bias, class Then>
[[gnu::always_inline]] inline void dot_of_rows(const Weight* m, Bias bias, const T* x, T* y, std::size_t count,
                                               Then then) noexcept {
    using transposed = transposed_block<T, Rows, Columns>;
    constexpr std::size_t width = transposed::rows, block = transposed::columns;
    static_assert(transposed::bytes <= cache_block_bytes);
    alignas(64) T buffer[block * width];
    for_strips<T, Rows, detail::tile_vectors, false>([&](auto at_, std::size_t row_, auto lanes_) CONSTPROP_INLINED {
        using strip_ = detail::strip_of_batch<Batch, lanes_(), Columns, width, Rows, block, decltype(at_), T, Bias>;
        strip_{bias + row_, x, y + row_, count}.multiply(
            [&](std::size_t first_, std::size_t rows_) CONSTPROP_INLINED {
                unroll<at_.vectors>([&](std::size_t v_) CONSTPROP_INLINED {
                    const std::size_t from_ = at_.column(v_);
                    transpose<lanes_(), Columns, width>(m + (row_ + from_) * Columns + first_, rows_, buffer + from_);
                });
                return static_cast<const T*>(buffer);
            },
            then);
    });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_BATCH_HPP
