#ifndef CONSTPROP_KERNELS_SUM_OF_ROWS_HPP
#define CONSTPROP_KERNELS_SUM_OF_ROWS_HPP

#include <constprop/kernels/factors.hpp>
#include <constprop/kernels/fold_lanes.hpp>
#include <constprop/kernels/helium_products.hpp>
#include <constprop/kernels/load_several.hpp>
#include <constprop/kernels/narrow.hpp>
#include <constprop/kernels/strips.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

/// y = then(bias + Σᵣ x[r] M[r]) on vectors, for one x; see `plain::sum_of_rows`.
namespace constprop::inline CONSTPROP_TARGET::kernels {
namespace detail {

/// The sums of one strip of columns, in registers for all rows; `Even` if each row of it begins at an even column. The last `Rest`
/// columns of the rows are summed with them, in narrower vectors.
template <std::size_t Rows, std::size_t Columns, bool Unrolled, std::size_t Lanes, bool Even, std::size_t Rest,
          class Strip, class Weight, class T, class Bias, class Then>
[[gnu::always_inline]] inline void sum_strip(Strip at, const Weight* m, Bias bias, const T* x, T* y,
                                             Then then) noexcept {
    constexpr std::size_t width = Strip::vectors, sums = partial_sums<T>(Rows, Columns);
    vector<T, Lanes> sum[sums * width];
    unroll<width>([&](std::size_t v_) CONSTPROP_INLINED { sum[v_] = load_bias<Lanes, T>(bias + at.column(v_)); });
    unroll<(sums - 1) * width>([&](std::size_t k_) CONSTPROP_INLINED { sum[width + k_] = no_sum<Lanes, T>(); });

    constexpr std::size_t last = Columns - Rest;
    vector<T, (Rest != 0 ? Rest : 1)> rest[sums];
    if constexpr (Rest != 0) {
        rest[0] = load_bias<Rest, T>(bias + last);
        unroll<sums - 1>([&](std::size_t k_) CONSTPROP_INLINED { rest[1 + k_] = no_sum<Rest, T>(); });
    }

    constexpr bool is_far = Rows * Columns * sizeof(Weight) > far_bytes;
    const auto add = [&](const Weight* rows_, std::size_t r_, const auto& factor_) CONSTPROP_INLINED {
        if constexpr (register_lanes<T> == 1) {
            T weights_[width];
            const Weight* from_ = rows_ + r_ * Columns;
            load_weights<width, Even>(from_, weights_);
            unroll<width>([&](std::size_t v_)
                              CONSTPROP_INLINED { sum[r_ % sums * width + v_] += weights_[v_] * factor_; });
        } else {
            unroll<width>([&](std::size_t v_) CONSTPROP_INLINED {
                if constexpr (is_far) prefetch(rows_ + r_ * Columns + at.column(v_));
                sum[r_ % sums * width + v_] += load<Lanes>(rows_ + r_ * Columns + at.column(v_)) * factor_;
            });
            if constexpr (Rest != 0)
                rest[r_ % sums] += load<Rest>(rows_ + r_ * Columns + last) * first_lanes<Rest, T>(factor_);
        }
    };
    // Steps are multiples of `sums`, so that the partial sum of each row is a constant.
    for_factors<Rows, sums, Unrolled, Lanes, width * Lanes>(
        x, [&](std::size_t row_, std::size_t r_, const auto& factor_) CONSTPROP_INLINED {
            if constexpr (Rest == 0) add(m + row_ * Columns, r_, factor_);
            else add(m + row_ * Columns, r_, in_all_lanes<Lanes, T>(factor_));
        });

    combine_halves<sums, width>(sum);
    unroll<width>([&](std::size_t v_) CONSTPROP_INLINED { store<Lanes>(y + at.column(v_), then(sum[v_])); });
    if constexpr (Rest != 0) {
        combine_halves<sums, 1>(rest);
        store<Rest>(y + last, then(rest[0]));
    }
}

}  // namespace detail

template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class T, class Bias, class Then>
[[gnu::always_inline]] inline void sum_of_rows(const Weight* m, Bias bias, const T* x, T* y, Then then) noexcept {
    if constexpr (helium::computes<T>(Columns)) {
        helium::sum_of_rows<Rows, Columns, Unrolled>(m, bias, x, y, then);
    } else if constexpr (register_lanes<T> == 1 && !Unrolled) {
        narrow::sum_of_rows<Rows, Columns>(m, bias, x, y, then);
    } else {
        using rest = narrow_rest<T, Columns>;
        constexpr std::size_t room = accumulators / partial_sums<T>(Rows, Columns), whole = rest::before;
        constexpr bool even = Columns % 2 == 0 && strips<T, Columns, room>::wide % 2 == 0;
        if constexpr (rest::lanes != 0 && whole <= room * rest::wide) {
            detail::sum_strip<Rows, Columns, Unrolled, rest::wide, even, rest::lanes>(
                strip<whole / rest::wide, rest::wide>{}, m, bias, x, y, then);
        } else {
            for_strips<T, Columns, room, Unrolled, lanes_of_row<T>(whole)>(
                [&](auto strip_, std::size_t column_, auto lanes_) CONSTPROP_INLINED {
                    detail::sum_strip<Rows, Columns, Unrolled, lanes_(), even, 0>(strip_, m + column_, bias + column_,
                                                                                  x, y + column_, then);
                });
        }
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_SUM_OF_ROWS_HPP
