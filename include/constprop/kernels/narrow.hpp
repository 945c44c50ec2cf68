#ifndef CONSTPROP_KERNELS_NARROW_HPP
#define CONSTPROP_KERNELS_NARROW_HPP

#include <constprop/kernels/load_several.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

/// Products with loops, for cores whose 32 registers hold one float each; see `plain::sum_of_rows` and `plain::dot_of_rows`.
///
/// As many sums are computed at once as leave registers for weights: those of 16 columns, one partial sum of each at a
/// time, so that a value of x serves 16 weights; or 8 partial sums of one row.
namespace constprop::inline CONSTPROP_TARGET::kernels::narrow {
namespace detail {

using kernels::detail::load_after;
using kernels::detail::load_biases;
using kernels::detail::load_factors;
using kernels::detail::load_weights;

/// sum[c] += Σ x[r] M[r][c] over every `Step`th row from `first` on; m points to the first of its columns.
template <std::size_t Rows, std::size_t Step, std::size_t Columns, std::size_t Width, class Weight>
[[gnu::always_inline]] inline void add_rows(std::size_t first, const Weight* m, const float* x, float* sum) noexcept {
    for (std::size_t r = first;;) {
        const float factor = x[r];
        constexpr std::size_t together = 8;
        unroll_constants<(Width + together - 1) / together>([&](auto at_) CONSTPROP_INLINED {
            constexpr std::size_t begin_ = at_() * together,
                                  size_ = Width - begin_ < together ? Width - begin_ : together;
            float weights_[size_];
            load_weights<size_, Columns % 2 == 0>(m, weights_);
            unroll<size_>([&](std::size_t c_) CONSTPROP_INLINED { sum[begin_ + c_] += weights_[c_] * factor; });
            if constexpr (size_ == together) load_after(m, sum + begin_);
        });
        r += Step;
        if (r >= Rows) return;
        m += Step * Columns - Width;
    }
}

/// The sums of `Width` columns. Partial sums are a loop, because unrolled they would multiply the code.
template <std::size_t Rows, std::size_t Columns, std::size_t Width, class Weight, class Bias, class Then>
[[gnu::always_inline]] inline void sum_columns(const Weight* m, Bias bias, const float* x, float* y,
                                               Then then) noexcept {
    constexpr std::size_t sums = partial_sums<float>(Rows, Columns);
    float part[sums][Width];
    for (std::size_t k = 0; k < sums; ++k) {
        float sum[Width];
        unroll<Width>([&](std::size_t c_) CONSTPROP_INLINED { sum[c_] = nothing<float>; });
        if (k == 0) load_biases<Width, Columns % 2 == 0>(bias, sum);
        add_rows<Rows, sums, Columns, Width>(k, m + k * Columns, x, sum);
        unroll<Width>([&](std::size_t c_) CONSTPROP_INLINED { part[k][c_] = sum[c_]; });
    }
    for (std::size_t c = 0; c < Width; ++c) {
        if constexpr (sums == 4) y[c] = then((part[0][c] + part[2][c]) + (part[1][c] + part[3][c]));
        else if constexpr (sums == 2) y[c] = then(part[0][c] + part[1][c]);
        else y[c] = then(part[0][c]);
    }
}

/// sum[k] += Σ row[c] x[c] over every `Set`th column from k on, of `Count` sets. Only the first `Begun` sums have a value before.
template <std::size_t Count, std::size_t Set, std::size_t Width, std::size_t Begun, bool Even, class Weight>
[[gnu::always_inline]] inline void add_products(const Weight* row, const float* x, float* sum) noexcept {
    float weights[Width], factors[Width];
    const auto load_set = [&]() CONSTPROP_INLINED {
        load_weights<Width, Even>(row, weights);
        load_factors<Width>(x, factors);
    };
    std::size_t k = 0;
    if constexpr (Begun < Width) {
        load_set();
        unroll<Width>([&](std::size_t c_) CONSTPROP_INLINED {
            const float product_ = weights[c_] * factors[c_];
            sum[c_] = c_ < Begun ? sum[c_] + product_ : product_;
        });
        if (++k == Count) return;
        row += Set - Width, x += Set - Width;
    }
    for (;;) {
        load_set();
        unroll<Width>([&](std::size_t c_) CONSTPROP_INLINED { sum[c_] += weights[c_] * factors[c_]; });
        if (++k == Count) return;
        row += Set - Width, x += Set - Width;
    }
}

/// The dot product of a row and x, the partial sums of one set after the other.
template <std::size_t Columns, class Weight, class Bias>
[[gnu::always_inline]] inline float dot(const Weight* row, Bias bias, const float* x) noexcept {
    constexpr std::size_t set = lanes_of_dot<float>(Columns), width = set < 8 ? set : 8, known = set - Columns % set;
    float sum[set];
    unroll_constants<set / width>([&](auto part_) CONSTPROP_INLINED {
        constexpr std::size_t begin_ = part_() * width;
        float sum_[width];
        unroll<width>([&](std::size_t c_) CONSTPROP_INLINED { sum_[c_] = nothing<float>; });
        if constexpr (part_() == 0) sum_[0] = load_bias<1, float>(bias);
        constexpr std::size_t begun_ = !is_only_stored<Weight> ? width : part_() == 0 ? 1 : 0;
        add_products<Columns / set, set, width, begun_, Columns % 2 == 0>(row + begin_, x + begin_, sum_);
        unroll<width>([&](std::size_t c_) CONSTPROP_INLINED { sum[begin_ + c_] = sum_[c_]; });
        if constexpr (Columns % set != 0)
            unroll<width>([&](std::size_t c_) CONSTPROP_INLINED {
                const std::size_t at_ = Columns - set + begin_ + c_;
                if (begin_ + c_ >= known) sum[begin_ + c_] += row[at_] * x[at_];
            });
    });
    combine_halves<set, 1>(sum);
    return sum[0];
}

}  // namespace detail

template <std::size_t Rows, std::size_t Columns, class Weight, class Bias, class Then>
[[gnu::always_inline]] inline void sum_of_rows(const Weight* m, Bias bias, const float* x, float* y,
                                               Then then) noexcept {
    constexpr std::size_t width = 16, full = Columns / width, rest = Columns % width;
    if constexpr (full != 0)
        for (std::size_t k = 0; k < full; ++k)
            detail::sum_columns<Rows, Columns, width>(m + k * width, bias + k * width, x, y + k * width, then);
    if constexpr (rest != 0)
        detail::sum_columns<Rows, Columns, rest>(m + full * width, bias + full * width, x, y + full * width, then);
}

template <std::size_t Rows, std::size_t Columns, class Weight, class Bias, class Then>
[[gnu::always_inline]] inline void dot_of_rows(const Weight* m, Bias bias, const float* x, float* y,
                                               Then then) noexcept {
    for (std::size_t r = 0; r < Rows; ++r) y[r] = then(detail::dot<Columns>(m + r * Columns, bias + r, x));
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::narrow

#endif  // CONSTPROP_KERNELS_NARROW_HPP
