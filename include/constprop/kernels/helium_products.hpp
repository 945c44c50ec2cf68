#ifndef CONSTPROP_KERNELS_HELIUM_PRODUCTS_HPP
#define CONSTPROP_KERNELS_HELIUM_PRODUCTS_HPP

#include <constprop/kernels/helium.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// Products of at least four columns in Helium's eight registers; see `plain::sum_of_rows` and `plain::dot_of_rows`.
///
/// Four registers hold sums: the partial sums of as many columns as fit, or of one row. Loads that advance their address
/// read the weights; inputs that multiply whole vectors are loaded into integer registers, several at once.
namespace constprop::inline CONSTPROP_TARGET::kernels::helium {

template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class Bias, class Then>
void sum_of_rows(const Weight* m, Bias bias, const float* x, float* y, Then then) noexcept;
template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class Bias, class Then>
void dot_of_rows(const Weight* m, Bias bias, const float* x, float* y, Then then) noexcept;
template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Each>
void outer_products(const float* a, const float* b, Each each) noexcept;

#if defined(__GNUC__) || defined(__clang__)

namespace detail {

inline constexpr std::size_t registers_of_sums = 4;

/// The number of rows that a loop adds in one iteration.
inline constexpr std::size_t rows_at_once = 2 * lanes;

/// Loads the next vector of a matrix, then advances m by `Step` numbers.
template <std::size_t Step, class Weight> [[gnu::always_inline]] inline floats next_weights(const Weight*& m) noexcept {
    constexpr std::size_t by_itself = Step <= longest_step ? Step : 0;
    const floats weights = load_and_step<by_itself>(m);
    m += Step - by_itself;
    return weights;
}

/// The sums of `Width` vectors of columns.
template <std::size_t Rows, std::size_t Columns, std::size_t Width, bool Unrolled, class Weight, class Bias, class Then>
[[gnu::always_inline]] inline void sum_columns(const Weight* m, Bias bias, const float* x, float* y,
                                               Then then) noexcept {
    constexpr std::size_t sums = partial_sums<float>(Rows, Columns);
    floats sum[sums * Width];
    unroll<sums * Width>([&](std::size_t k_) CONSTPROP_INLINED { sum[k_] = no_sums(); });
    if constexpr (is_bias<Bias>)
        unroll<Width>([&](std::size_t v_) CONSTPROP_INLINED { sum[v_] = load_here(bias + v_ * lanes); });

    const auto add_row = [&](std::size_t r_, float factor_) CONSTPROP_INLINED {
        unroll_constants<Width>([&](auto v_) CONSTPROP_INLINED {
            constexpr std::size_t step_ = v_() + 1 < Width ? lanes : Columns - (Width - 1) * lanes;
            sum[r_ % sums * Width + v_] += multiply(next_weights<step_>(m), factor_);
        });
    };
    const auto add_rows = [&](std::size_t /*k*/) CONSTPROP_INLINED {
        float factors_[lanes];
        load_factors(x, factors_);
        unroll<lanes>([&](std::size_t r_) CONSTPROP_INLINED { add_row(r_, factors_[r_]); });
    };
    repeat<Rows / rows_at_once, Unrolled>([&](std::size_t /*k*/)
                                              CONSTPROP_INLINED { unroll<rows_at_once / lanes>(add_rows); });
    unroll<Rows % rows_at_once / lanes>(add_rows);
    unroll<Rows % lanes>([&](std::size_t r_) CONSTPROP_INLINED { add_row(r_, *x++); });

    combine_halves<sums, Width>(sum);
    unroll<Width>([&](std::size_t v_) CONSTPROP_INLINED {
        if constexpr (constprop::detail::without_masks<Then>) store<lanes>(y + v_ * lanes, then(sum[v_]));
        else store<lanes>(y + v_ * lanes, sum[v_]);
    });
}

/// The dot product of a row and x. Advances m to the next row, and the bias to the bias of that row.
template <std::size_t Columns, bool Unrolled, class Weight, class Bias>
[[gnu::always_inline]] inline float dot(const Weight*& m, Bias& bias, const float* x) noexcept {
    constexpr std::size_t set = lanes_of_dot<float>(Columns), parts = set / lanes, rest = Columns % set;
    floats sum[parts];
    if constexpr (is_bias<Bias>) sum[0] = load_first(bias);
    unroll_constants<parts>([&](auto p_) CONSTPROP_INLINED {
        const floats product_ = load_at<p_() * lanes>(x) * load_and_step<lanes>(m);
        if constexpr (p_() == 0 && is_bias<Bias>) sum[0] += product_;
        else sum[p_] = product_;
    });
    repeat<Columns / set - 1, Unrolled>([&](std::size_t /*k*/) CONSTPROP_INLINED {
        x += set;
        unroll_constants<parts>(
            [&](auto p_) CONSTPROP_INLINED { sum[p_] += load_at<p_() * lanes>(x) * load_and_step<lanes>(m); });
    });
    if constexpr (rest != 0) {
        // The last set ends with the row and overlaps the set before; products in both are added once.
        x += rest, m += rest;
        unroll_constants<parts>([&](auto p_) CONSTPROP_INLINED {
            constexpr std::size_t begin_ = p_() * lanes, known_ = set - rest;
            if constexpr (begin_ + lanes > known_) {
                constexpr std::size_t all_known_ = known_ < begin_ ? 0 : known_ - begin_;
                const floats product_ = load<lanes>(x + begin_) * load_here(m - set + begin_);
                sum[p_] += clear_first<all_known_>(product_);
            }
        });
    }
    combine_halves<parts, 1>(sum);
    return sum_of_lanes(sum[0]);
}

}  // namespace detail

/// No columns are left to scalars: if they fill no vector, the last vectors overlap those before, all together or, if too
/// few come before, only the last. Functions that need masks are applied to scalars.
template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class Bias, class Then>
[[gnu::always_inline]] inline void sum_of_rows(const Weight* m, Bias bias, const float* x, float* y,
                                               Then then) noexcept {
    static_assert(Columns >= lanes);
    constexpr std::size_t width = detail::registers_of_sums / partial_sums<float>(Rows, Columns), wide = width * lanes,
                          full = Columns / wide, rest = (Columns % wide + lanes - 1) / lanes;
    const auto strip = [&](auto vectors_, std::size_t column_) CONSTPROP_INLINED {
        detail::sum_columns<Rows, Columns, vectors_(), Unrolled>(m + column_, bias + column_, x, y + column_, then);
    };
    if constexpr (full > 0)
        repeat<full, Unrolled>(
            [&](std::size_t k_) CONSTPROP_INLINED { strip(std::integral_constant<std::size_t, width>{}, k_ * wide); });
    if constexpr (rest * lanes <= Columns) {
        if constexpr (rest != 0) strip(std::integral_constant<std::size_t, rest>{}, Columns - rest * lanes);
    } else {
        strip(std::integral_constant<std::size_t, rest - 1>{}, 0);
        strip(std::integral_constant<std::size_t, 1>{}, Columns - lanes);
    }
    if constexpr (!constprop::detail::without_masks<Then>)
        for (std::size_t c = 0; c < Columns; ++c) y[c] = then(y[c]);
}

template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class Bias, class Then>
[[gnu::always_inline]] inline void dot_of_rows(const Weight* m, Bias bias, const float* x, float* y,
                                               Then then) noexcept {
    repeat<Rows, Unrolled>([&](std::size_t r_)
                               CONSTPROP_INLINED { y[r_] = then(detail::dot<Columns, Unrolled>(m, bias, x)); });
}

/// each(k, a[r] b[c]) for the columns that fill vectors; see `plain::sum_of_outer_products`.
template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Each>
[[gnu::always_inline]] inline void outer_products(const float* a, const float* b, Each each) noexcept {
    // Two vectors of b, because what `each` needs is in registers too.
    constexpr std::size_t width = 2, vectors = Columns / lanes;
    const auto strip = [&](auto vectors_, std::size_t column_) CONSTPROP_INLINED {
        floats right_[vectors_()];
        unroll<vectors_()>([&](std::size_t v_)
                               CONSTPROP_INLINED { right_[v_] = load<lanes>(b + column_ + v_ * lanes); });
        repeat<Rows, Unrolled>([&](std::size_t r_) CONSTPROP_INLINED {
            const float left_ = a[r_];
            unroll<vectors_()>([&](std::size_t v_) CONSTPROP_INLINED {
                each(r_ * Columns + column_ + v_ * lanes, multiply(right_[v_], left_));
            });
        });
    };
    repeat<vectors / width, Unrolled>([&](std::size_t k_) CONSTPROP_INLINED {
        strip(std::integral_constant<std::size_t, width>{}, k_ * width * lanes);
    });
    if constexpr (vectors % width != 0)
        strip(std::integral_constant<std::size_t, vectors % width>{}, vectors / width * width * lanes);
}

#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::helium

#endif  // CONSTPROP_KERNELS_HELIUM_PRODUCTS_HPP
