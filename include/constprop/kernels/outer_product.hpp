#ifndef CONSTPROP_KERNELS_OUTER_PRODUCT_HPP
#define CONSTPROP_KERNELS_OUTER_PRODUCT_HPP

#include <constprop/kernels/batch.hpp>
#include <constprop/kernels/factors.hpp>
#include <constprop/kernels/helium_products.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// The gradient of a matrix, Σₙ a[n] b[n]ᵀ, passed on vector by vector while it is in registers: to memory, or to the
/// rule that updates the weights; see `plain::sum_of_outer_products`.
///
/// Calls each(k, values) once for every element k, with the vector that begins there. Vectors do not overlap, because
/// each weight must be updated only once.
namespace constprop::inline CONSTPROP_TARGET::kernels {
namespace detail {

/// Σₙ a[n] b[n]ᵀ for a batch, of `Rows` rows and `Columns` columns, in tiles that stay in registers for all samples.
template <std::size_t Rows, std::size_t Columns, class T, class Each> struct outer_tiles {
    const T* a;
    const T* b;
    std::size_t count;
    Each each;

    /// Rows from `row` on by vectors from `column` on.
    template <std::size_t Height, std::size_t Vectors, std::size_t Lanes>
    [[gnu::always_inline]] void tile(std::size_t row, std::size_t column) const noexcept {
        const T* const left = a + row;
        const T* const right = b + column;
        vector<T, Lanes> sum[Height * Vectors];
        const auto add = [&](std::size_t n_, auto is_first_) CONSTPROP_INLINED {
            vector<T, Lanes> right_[Vectors];
            unroll<Vectors>([&](std::size_t v_)
                                CONSTPROP_INLINED { right_[v_] = load<Lanes>(right + n_ * Columns + v_ * Lanes); });
            unroll<Height>([&](std::size_t r_) CONSTPROP_INLINED {
                const T left_ = left[n_ * Rows + r_];
                unroll<Vectors>([&](std::size_t v_) CONSTPROP_INLINED {
                    if constexpr (is_first_()) sum[r_ * Vectors + v_] = right_[v_] * left_;
                    else sum[r_ * Vectors + v_] += right_[v_] * left_;
                });
            });
        };
        add(0, std::true_type{});
        for (std::size_t n = 1; n < count; ++n) add(n, std::false_type{});
        const std::size_t first = row * Columns + column;
        unroll<Height * Vectors>([&](std::size_t k_) CONSTPROP_INLINED {
            each(first + (k_ / Vectors * Columns + k_ % Vectors * Lanes), sum[k_]);
        });
    }

    template <std::size_t Height> [[gnu::always_inline]] void rows_from(std::size_t row) const noexcept {
        for_pieces<Columns, tile_vectors, false, T, 0, register_lanes<T>>(
            [&](auto lanes_, auto vectors_, std::size_t column_)
                CONSTPROP_INLINED { tile<Height, vectors_(), lanes_()>(row, column_); });
    }
};

/// The sum of a batch, tile by tile.
template <std::size_t Rows, std::size_t Columns, class T, class Each>
[[gnu::always_inline]] inline void sum_in_tiles(const T* a, const T* b, std::size_t count, const Each& each) noexcept {
    constexpr std::size_t height = Rows < tile_samples ? Rows : tile_samples, rest = Rows % height;
    const outer_tiles<Rows, Columns, T, Each> tiles{a, b, count, each};
    for (std::size_t row = 0; row < Rows - rest; row += height) tiles.template rows_from<height>(row);
    if constexpr (rest != 0) tiles.template rows_from<rest>(Rows - rest);
}

/// The same as a function of its own: compilers optimize its code once, and not again in each function that calls it.
template <std::size_t Rows, std::size_t Columns, class T, class Each>
inline void sum_of_batch(const T* a, const T* b, std::size_t count, const Each& each) noexcept {
    sum_in_tiles<Rows, Columns>(a, b, count, each);
}

}  // namespace detail

template <std::size_t Rows, std::size_t Columns, std::size_t Batch, bool Unrolled, class T, class Each>
[[gnu::always_inline]] inline void sum_of_outer_products(const T* a, const T* b, std::size_t count,
                                                         Each each) noexcept {
    if constexpr (Batch == 1) {
        constexpr bool on_helium = has_helium && std::is_same_v<T, float> && constprop::detail::without_masks<Each>;
        constexpr std::size_t done = on_helium ? Columns / helium::lanes * helium::lanes : 0;
        if constexpr (done > 0) helium::outer_products<Rows, Columns, Unrolled>(a, b, each);
        if constexpr (done < Columns)
            for_pieces<Columns, accumulators / 2, Unrolled, T, done>(
                [&](auto lanes_, auto vectors_, std::size_t column_) CONSTPROP_INLINED {
                    constexpr std::size_t count_ = vectors_();
                    vector<T, lanes_()> right_[count_];
                    unroll<count_>([&](std::size_t v_)
                                       CONSTPROP_INLINED { right_[v_] = load<lanes_()>(b + column_ + v_ * lanes_); });
                    const auto multiply_ = [&](std::size_t row_, std::size_t r_, const auto& left_) CONSTPROP_INLINED {
                        unroll<count_>([&](std::size_t v_) CONSTPROP_INLINED {
                            each((row_ + r_) * Columns + column_ + v_ * lanes_,
                                 static_cast<vector<T, lanes_()>>(right_[v_] * left_));
                        });
                    };
                    // With one float a register, g++ would compute all products first, and run out of
                    // registers.
                    if constexpr (Unrolled && register_lanes<T> != 1)
                        for_factors<Rows, 1, true, lanes_(), lanes_()>(a, multiply_);
                    else
                        for (std::size_t r_ = 0; r_ < Rows; ++r_) multiply_(r_, 0, a[r_]);
                });
    } else if constexpr (code_is_scarce) {  // a function of its own would take more code and stack
        detail::sum_in_tiles<Rows, Columns>(a, b, count, each);
    } else {
        detail::sum_of_batch<Rows, Columns>(a, b, count, each);
    }
}

/// each(k, Σₙ a[n][k]), vector by vector; see `plain::sum_of_samples`.
template <std::size_t Size, bool Unrolled, class T, class Each>
[[gnu::always_inline]] inline void sum_of_samples(const T* a, std::size_t count, Each each) noexcept {
    for_pieces<Size, detail::tile_vectors, Unrolled, T>(
        [&](auto lanes_, auto vectors_, std::size_t first_) CONSTPROP_INLINED {
            vector<T, lanes_()> sum_[vectors_()];
            unroll<vectors_()>([&](std::size_t v_)
                                   CONSTPROP_INLINED { sum_[v_] = load<lanes_()>(a + first_ + v_ * lanes_); });
            for (std::size_t n_ = 1; n_ < count; ++n_)
                unroll<vectors_()>([&](std::size_t v_) CONSTPROP_INLINED {
                    sum_[v_] += load<lanes_()>(a + n_ * Size + first_ + v_ * lanes_);
                });
            unroll<vectors_()>([&](std::size_t v_) CONSTPROP_INLINED { each(first_ + v_ * lanes_, sum_[v_]); });
        });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_OUTER_PRODUCT_HPP
