#ifndef CONSTPROP_KERNELS_DOT_OF_ROWS_HPP
#define CONSTPROP_KERNELS_DOT_OF_ROWS_HPP

#include <constprop/kernels/fold_lanes.hpp>
#include <constprop/kernels/helium_products.hpp>
#include <constprop/kernels/narrow.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// y[r] = then(M[r] · x + bias[r]) on vectors, for one x; see `plain::dot_of_rows`.
namespace constprop::inline CONSTPROP_TARGET::kernels {
namespace detail {

/// x with its first `Count` lanes replaced by those of `by`. A multiplication by 0 would make NaN of infinity.
template <std::size_t Count, std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> replace_first(const vector<T, Lanes>& x,
                                                             const vector<T, Lanes>& by) noexcept {
    if constexpr (Count == 0) return x;
    else return shuffle<Lanes, T>(x, by, [](std::size_t k_) { return k_ < Count ? Lanes + k_ : k_; });
}

/// The initial value of a row's sums: the bias in the first lane, nothing in the others.
template <std::size_t Lanes, class T, class Bias>
[[gnu::always_inline]] inline vector<T, Lanes> first_lane(Bias bias, std::size_t row) noexcept {
    vector<T, Lanes> sum = no_sum<Lanes, T>();
    if constexpr (is_bias<Bias> && Lanes == 1) sum = bias[row];
    else if constexpr (is_bias<Bias>) sum[0] = bias[row];
    return sum;
}

/// The vector for rows of a dot product: for a row of 64 bytes, that in which it was written. Where the widest vectors are halved, up to
/// 4 · `widest` columns are added in vectors of 32 bytes, because adding lanes, most of the work there, takes fewer steps.
template <class T> constexpr std::size_t lanes_for_dot(std::size_t columns) noexcept {
    const std::size_t set = lanes_of_dot<T>(columns), most = halves_widest ? 4 * widest<T> : widest<T>;
    return columns <= most ? lanes_of_row<T>(set) : lanes_for<T>(set);
}

/// The dot products of `Rows` rows with `Samples` consecutive vectors x; Rows · Samples is a power of two.
template <std::size_t Rows, std::size_t Samples, std::size_t Columns, bool Unrolled, class Weight, class T, class Bias>
[[gnu::always_inline]] inline auto dots(const Weight* m, Bias bias, const T* x) noexcept {
    constexpr std::size_t set = lanes_of_dot<T>(Columns), lanes = lanes_for_dot<T>(Columns), parts = set / lanes,
                          full = Columns / set, rest = Columns % set, count = Rows * Samples;
    vector<T, lanes> sum[parts * count];
    unroll<parts * count>([&](std::size_t k_) CONSTPROP_INLINED {
        sum[k_] = k_ < count ? first_lane<lanes, T>(bias, k_ % Rows) : no_sum<lanes, T>();
    });
    // Adds the products from column c on to part p of the sums. The first `known` are in other sums already: 0 · −0 = −0,
    // which changes nothing, is added in their place.
    const auto add = [&](std::size_t p_, std::size_t c_, auto known_) CONSTPROP_INLINED {
        vector<T, lanes> factors_[Samples];
        unroll<Samples>([&](std::size_t s_) CONSTPROP_INLINED {
            factors_[s_] =
                in_register(replace_first<known_(), lanes, T>(load<lanes>(x + s_ * Columns + c_), vector<T, lanes>{}));
        });
        unroll<Rows>([&](std::size_t r_) CONSTPROP_INLINED {
            const auto weights_ =
                replace_first<known_(), lanes, T>(load<lanes>(m + r_ * Columns + c_), no_sum<lanes, T>());
            unroll<Samples>([&](std::size_t s_)
                                CONSTPROP_INLINED { sum[p_ * count + s_ * Rows + r_] += weights_ * factors_[s_]; });
        });
    };
    repeat<full, Unrolled>([&](std::size_t k_) CONSTPROP_INLINED {
        unroll<parts>([&](std::size_t p_) CONSTPROP_INLINED {
            add(p_, k_ * set + p_ * lanes, std::integral_constant<std::size_t, 0>{});
        });
    });
    if constexpr (rest != 0) {
        unroll_constants<parts>([&](auto p_) CONSTPROP_INLINED {
            constexpr std::size_t begin_ = p_ * lanes, all_known_ = set - rest,
                                  known_ = all_known_ < begin_ ? 0 : all_known_ - begin_;
            if constexpr (known_ < lanes)
                add(p_, Columns - set + begin_, std::integral_constant<std::size_t, known_>{});
        });
    }
    combine_halves<parts, count>(sum);
    return sums_of_lanes<count, lanes, T>(sum);
}

/// The number of dot products that are computed together, a power of two: as many as there are registers for their sums,
/// and lanes for their results.
template <class T> constexpr std::size_t dots_together(std::size_t columns, std::size_t wanted) noexcept {
    const std::size_t set = lanes_of_dot<T>(columns), lanes = lanes_for_dot<T>(columns),
                      room = accumulators / (set / lanes), most = room < lanes ? room : lanes;
    return floor_to_power_of_two(most < wanted ? most : wanted);
}

}  // namespace detail

template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class T, class Bias, class Then>
[[gnu::always_inline]] inline void dot_of_rows(const Weight* m, Bias bias, const T* x, T* y, Then then) noexcept {
    if constexpr (helium::computes<T>(Columns)) {
        helium::dot_of_rows<Rows, Columns, Unrolled>(m, bias, x, y, then);
    } else if constexpr (register_lanes<T> == 1 && !Unrolled) {
        narrow::dot_of_rows<Rows, Columns>(m, bias, x, y, then);
    } else {
        constexpr std::size_t group = detail::dots_together<T>(Columns, Rows), full = Rows / group, rest = Rows % group;
        repeat<full, Unrolled>([&](std::size_t k_) CONSTPROP_INLINED {
            const auto sum_ = detail::dots<group, 1, Columns, Unrolled>(m + k_ * group * Columns, bias + k_ * group, x);
            store<group>(y + k_ * group, then(sum_));
        });
        if constexpr (rest != 0)
            dot_of_rows<rest, Columns, Unrolled>(m + full * group * Columns, bias + full * group, x, y + full * group,
                                                 then);
    }
}

/// For `count` samples one after the other: several at once if a few rows would leave lanes empty.
template <std::size_t Rows, std::size_t Columns, bool Unrolled, class Weight, class T, class Bias, class Then>
inline void dot_of_rows_each(const Weight* m, Bias bias, const T* x, T* y, std::size_t count, Then then) noexcept {
    constexpr std::size_t power = floor_to_power_of_two(Rows),
                          samples = power == Rows ? detail::dots_together<T>(Columns, 64) / Rows : 0;
    std::size_t together = 0;
    if constexpr (samples > 1) {
        together = count / samples;
        for (std::size_t k = 0; k < together; ++k) {
            const auto sum = detail::dots<Rows, samples, Columns, Unrolled>(m, bias, x + k * samples * Columns);
            store<Rows * samples>(y + k * samples * Rows, then(sum));
        }
        together *= samples;
    }
    for (std::size_t n = together; n < count; ++n)
        dot_of_rows<Rows, Columns, Unrolled>(m, bias, x + n * Columns, y + n * Rows, then);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_DOT_OF_ROWS_HPP
