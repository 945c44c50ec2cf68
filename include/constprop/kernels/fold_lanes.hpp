#ifndef CONSTPROP_KERNELS_FOLD_LANES_HPP
#define CONSTPROP_KERNELS_FOLD_LANES_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <cstddef>

/// The sums of the lanes of several vectors, each combined in halves.
namespace constprop::inline CONSTPROP_TARGET::kernels::detail {

/// Selects the first half of every segment of two vectors with `segments` segments each, or the second half: lane k is this
/// lane of a, then b. Segments of 16 bytes or less stay within their 16 bytes, where shuffles are fastest.
template <class T>
constexpr std::size_t lane_of_halves(bool second, std::size_t segments, std::size_t lanes, std::size_t k) noexcept {
    constexpr std::size_t part = 16 / sizeof(T);
    const std::size_t length = lanes / segments, half = length / 2,
                      block = length > part || lanes < part ? lanes : part, in_block = k % (block / 2);
    return k / block * block + in_block / half * length + in_block % half + (second ? half : 0) +
           (k % block < block / 2 ? 0 : lanes);
}
template <std::size_t Segments, std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> sum_of_halves(const vector<T, Lanes>& a,
                                                             const vector<T, Lanes>& b) noexcept {
    return shuffle<Lanes, T>(a, b, [](std::size_t k_) { return lane_of_halves<T>(false, Segments, Lanes, k_); }) +
           shuffle<Lanes, T>(a, b, [](std::size_t k_) { return lane_of_halves<T>(true, Segments, Lanes, k_); });
}

/// `Count` lanes of x, from the first on.
template <std::size_t First, std::size_t Count, class T, class V>
[[gnu::always_inline]] inline vector<T, Count> lanes_from(const V& x) noexcept {
    return shuffle<Count, T>(x, x, [](std::size_t k_) { return k_ + First; });
}

/// The first `Count` lanes of x; a scalar is as good for any number of lanes.
template <std::size_t Count, class T, class Value>
[[gnu::always_inline]] inline auto first_lanes(const Value& x) noexcept {
    constexpr std::size_t lanes = lanes_in<T, Value>;
    if constexpr (lanes == 1 || lanes == Count) return x;
    else return first_lanes<Count, T>(lanes_from<0, lanes / 2, T>(x));
}

/// A factor of vectors of two widths, in all lanes of the wider; a vector is so already. Of a scalar g++ makes two vectors, by
/// shuffles, which take the place of multiply-adds on some processors.
template <std::size_t Lanes, class T, class Value>
[[gnu::always_inline]] inline auto in_all_lanes(const Value& x) noexcept {
    if constexpr (lanes_in<T, Value> == Lanes) return x;
    else return static_cast<vector<T, Lanes>>(x - vector<T, Lanes>{});
}

/// The sum of the lanes, in halves, for each of `Rows` vectors. Vectors are folded in pairs, so that every addition serves
/// several rows: each vector holds `Segments` rows side by side. Wide vectors are cut in two, pairs as well as single
/// ones: g++ 12 miscompiles some shuffles whose result is narrower than their operands.
template <std::size_t Rows, std::size_t Segments, std::size_t Lanes, class T>
[[gnu::always_inline]] inline auto fold_lanes(const vector<T, Lanes>* row) noexcept {
    constexpr std::size_t half = Lanes / 2;
    if constexpr (Rows == 2 && Segments == 1 && Lanes * sizeof(T) > 16) {
        vector<T, half> halved[2];
        unroll<2>([&](std::size_t k_) CONSTPROP_INLINED {
            halved[k_] = lanes_from<0, half, T>(row[k_]) + lanes_from<half, half, T>(row[k_]);
        });
        return fold_lanes<2, 1, half, T>(halved);
    } else if constexpr (Rows > 1) {
        vector<T, Lanes> pairs[Rows / 2];
        unroll<Rows / 2>([&](std::size_t k_) CONSTPROP_INLINED {
            pairs[k_] = sum_of_halves<Segments, Lanes, T>(row[2 * k_], row[2 * k_ + 1]);
        });
        return fold_lanes<Rows / 2, Segments * 2, Lanes, T>(pairs);
    } else if constexpr (Lanes > Segments && Segments > 1 && Lanes * sizeof(T) <= 16) {
        const auto once = lanes_from<0, half, T>(sum_of_halves<Segments, Lanes, T>(*row, *row));
        return fold_lanes<1, Segments, half, T>(&once);
    } else if constexpr (Lanes > Segments) {
        const auto low = lanes_from<0, half, T>(*row), high = lanes_from<half, half, T>(*row);
        vector<T, half> sum;
        if constexpr (Segments == 1) sum = low + high;
        else sum = sum_of_halves<Segments / 2, half, T>(low, high);
        return fold_lanes<1, Segments, half, T>(&sum);
    } else {
        return *row;
    }
}

/// Where `fold_lanes` puts the sums: number k is that of vector order[k]. Repeats its steps with the number of a vector in
/// place of its lanes.
template <std::size_t Rows, std::size_t Lanes, class T>
constexpr std::array<std::size_t, Rows> fold_row_numbers() noexcept {
    std::array<std::array<std::size_t, Lanes>, Rows> row{};
    for (std::size_t r = 0; r < Rows; ++r)
        for (std::size_t& lane : row[r]) lane = r;
    std::size_t rows = Rows, lanes = Lanes, segments = 1;
    while (rows > 1 || lanes > segments) {
        const bool two = rows == 2 && segments == 1 && lanes * sizeof(T) > 16, pairs = rows > 1 && !two,
                   narrow = lanes * sizeof(T) <= 16;
        const auto before = row;
        if (pairs) {
            for (std::size_t r = 0; r < rows; r += 2)
                for (std::size_t k = 0; k < lanes; ++k) {
                    const std::size_t at = lane_of_halves<T>(false, segments, lanes, k);
                    row[r / 2][k] = before[r + at / lanes][at % lanes];
                }
            rows /= 2, segments *= 2;
        } else {
            if (segments > 1)
                for (std::size_t k = 0; k < lanes / 2; ++k)
                    row[0][k] = before[0][narrow ? lane_of_halves<T>(false, segments, lanes, k)
                                                 : lane_of_halves<T>(false, segments / 2, lanes / 2, k)];
            lanes /= 2;
        }
    }
    std::array<std::size_t, Rows> order{};
    for (std::size_t k = 0; k < Rows; ++k) order[k] = row[0][k];
    return order;
}
template <std::size_t Rows, std::size_t Lanes, class T>
inline constexpr auto order_of_folding = fold_row_numbers<Rows, Lanes, T>();

/// The sums of the lanes of `Rows` vectors, in order; `Rows` is a power of two, and there are as many lanes at least.
template <std::size_t Rows, std::size_t Lanes, class T>
[[gnu::always_inline]] inline auto sums_of_lanes(const vector<T, Lanes>* row) noexcept {
    vector<T, Lanes> ordered[Rows];
    unroll_constants<Rows>([&](auto k_)
                               CONSTPROP_INLINED { ordered[order_of_folding<Rows, Lanes, T>[k_()]] = row[k_()]; });
    return fold_lanes<Rows, 1, Lanes, T>(ordered);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::detail

#endif  // CONSTPROP_KERNELS_FOLD_LANES_HPP
