#ifndef CONSTPROP_KERNELS_DOT_OF_ROWS_HPP
#define CONSTPROP_KERNELS_DOT_OF_ROWS_HPP

#include <constprop/kernels/narrow.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// y[r] = then(M[r] · x + bias[r]) on vectors, for one x; see `plain::dot_of_rows`.
namespace constprop::kernels {
namespace detail {

/// The first, or the second, half of every segment of a, then of b, both vectors of `Segments` segments.
template <bool Second, std::size_t Segments, std::size_t Lanes, class T>
[[gnu::always_inline]] inline auto halves(const vector<T, Lanes>& a, const vector<T, Lanes>& b) noexcept {
    constexpr std::size_t half = Lanes / Segments / 2;
    return shuffle<Lanes, T>(a, b,
                             [](std::size_t k_) { return k_ / half * (2 * half) + k_ % half + (Second ? half : 0); });
}
template <std::size_t Segments, std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> sum_of_halves(const vector<T, Lanes>& a,
                                                             const vector<T, Lanes>& b) noexcept {
    return halves<false, Segments, Lanes, T>(a, b) + halves<true, Segments, Lanes, T>(a, b);
}

/// `Count` lanes of x, from the first on.
template <std::size_t First, std::size_t Count, class T, class V>
[[gnu::always_inline]] inline vector<T, Count> part(const V& x) noexcept {
    return shuffle<Count, T>(x, x, [](std::size_t k_) { return k_ + First; });
}

/// One number for each of `Rows` vectors: the sum of its lanes, in halves. Vectors are folded in pairs, so that every
/// addition serves several rows: `Segments` rows lie side by side in each. A single vector is cut in two first: g++ 12
/// gets some shuffles wrong whose result is narrower than what they shuffle.
template <std::size_t Rows, std::size_t Segments, std::size_t Lanes, class T>
[[gnu::always_inline]] inline auto fold_lanes(const vector<T, Lanes>* row) noexcept {
    if constexpr (Rows == 2 && Segments == 1 && Lanes * sizeof(T) > 16) {
        vector<T, Lanes / 2> halved[2];
        unroll<2>([&](std::size_t k_) CONSTPROP_INLINED {
            halved[k_] = part<0, Lanes / 2, T>(row[k_]) + part<Lanes / 2, Lanes / 2, T>(row[k_]);
        });
        return fold_lanes<2, 1, Lanes / 2, T>(halved);
    } else if constexpr (Rows > 1) {
        vector<T, Lanes> pairs[Rows / 2];
        unroll<Rows / 2>([&](std::size_t k_) CONSTPROP_INLINED {
            pairs[k_] = sum_of_halves<Segments, Lanes, T>(row[2 * k_], row[2 * k_ + 1]);
        });
        return fold_lanes<Rows / 2, Segments * 2, Lanes, T>(pairs);
    } else if constexpr (Lanes > Segments && Segments > 1 && Lanes * sizeof(T) <= 16) {
        const auto sum = sum_of_halves<Segments, Lanes, T>(*row, *row);
        const auto once = shuffle<Lanes / 2, T>(sum, sum, [](std::size_t k_) { return k_; });
        return fold_lanes<1, Segments, Lanes / 2, T>(&once);
    } else if constexpr (Lanes > Segments) {
        const auto low = shuffle<Lanes / 2, T>(*row, *row, [](std::size_t k_) { return k_; });
        const auto high = shuffle<Lanes / 2, T>(*row, *row, [](std::size_t k_) { return k_ + Lanes / 2; });
        vector<T, Lanes / 2> sum;
        if constexpr (Segments == 1) sum = low + high;
        else sum = sum_of_halves<Segments / 2, Lanes / 2, T>(low, high);
        return fold_lanes<1, Segments, Lanes / 2, T>(&sum);
    } else {
        return *row;
    }
}

/// x with others' values in its first lanes. All bits: infinity times zero would not be zero.
template <std::size_t Count, std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> replace_first(const vector<T, Lanes>& x,
                                                             const vector<T, Lanes>& by) noexcept {
    if constexpr (Count == 0) return x;
    else return shuffle<Lanes, T>(x, by, [](std::size_t k_) { return k_ < Count ? Lanes + k_ : k_; });
}

/// The sums of a row to begin with: the bias in the first lane.
template <std::size_t Lanes, class T, class Bias>
[[gnu::always_inline]] inline vector<T, Lanes> first_lane(Bias bias, std::size_t row) noexcept {
    vector<T, Lanes> sum = no_sum<Lanes, T>();
    if constexpr (is_bias<Bias> && Lanes == 1) sum = bias[row];
    else if constexpr (is_bias<Bias>) sum[0] = bias[row];
    return sum;
}

/// The dot products of `Rows` rows with `Samples` vectors x, one after the other; their product is a power of two.
template <std::size_t Rows, std::size_t Samples, std::size_t Columns, bool Unrolled, class T, class Bias>
[[gnu::always_inline]] inline auto dots(const T* m, Bias bias, const T* x) noexcept {
    constexpr std::size_t set = lanes_of_dot<T>(Columns), lanes = lanes_for<T>(set), parts = set / lanes,
                          full = Columns / set, rest = Columns % set, count = Rows * Samples;
    vector<T, lanes> sum[parts * count];
    unroll<parts * count>([&](std::size_t k_) CONSTPROP_INLINED {
        sum[k_] = k_ < count ? first_lane<lanes, T>(bias, k_ % Rows) : no_sum<lanes, T>();
    });
    // From column c on, `known` of them left out, into part p of the sums. In their place 0 · −0 = −0 is added: nothing.
    const auto add = [&](std::size_t p_, std::size_t c_, auto known_) CONSTPROP_INLINED {
        vector<T, lanes> factors_[Samples];
        unroll<Samples>([&](std::size_t s_) CONSTPROP_INLINED {
            factors_[s_] = replace_first<known_(), lanes, T>(load<lanes>(x + s_ * Columns + c_), vector<T, lanes>{});
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
    return fold_lanes<count, 1, lanes, T>(sum);
}

/// How many dot products go together, a power of two: as many as there are registers for their sums, and lanes for
/// their results.
template <class T> constexpr std::size_t dots_together(std::size_t columns, std::size_t wanted) noexcept {
    const std::size_t set = lanes_of_dot<T>(columns), lanes = lanes_for<T>(set), room = accumulators / (set / lanes),
                      most = room < lanes ? room : lanes;
    return floor_to_power_of_two(most < wanted ? most : wanted);
}

}  // namespace detail

template <std::size_t Rows, std::size_t Columns, bool Unrolled, class T, class Bias, class Then>
[[gnu::always_inline]] inline void dot_of_rows(const T* m, Bias bias, const T* x, T* y, Then then) noexcept {
    if constexpr (register_lanes<T> == 1 && !Unrolled) {
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

/// The same for `count` samples one after the other: several at once where a few rows would leave lanes empty.
template <std::size_t Rows, std::size_t Columns, bool Unrolled, class T, class Bias, class Then>
inline void dot_of_rows_each(const T* m, Bias bias, const T* x, T* y, std::size_t count, Then then) noexcept {
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

}  // namespace constprop::kernels

#endif  // CONSTPROP_KERNELS_DOT_OF_ROWS_HPP
