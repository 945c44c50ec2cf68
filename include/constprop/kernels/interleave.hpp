#ifndef CONSTPROP_KERNELS_INTERLEAVE_HPP
#define CONSTPROP_KERNELS_INTERLEAVE_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

/// Rows of a few values that lie one behind the other in `Count` vectors, and their columns, one in each vector.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The number of shuffles of two vectors that `deinterleave` and `interleave` take.
constexpr std::size_t interleaving_cost(std::size_t count) noexcept {
    if (count < 2) return 0;
    return count % 2 == 0 ? count + 2 * interleaving_cost(count / 2) : count * (count - 1);
}

namespace detail {

/// Vector `To` of `Count`, whose lane k is value at(k) of all lanes of the vectors one behind the other.
template <std::size_t Count, std::size_t Lanes, class T, std::size_t Next = 1, class Index>
[[gnu::always_inline]] inline vector<T, Lanes> gather_lanes(const vector<T, Lanes>* from,
                                                            const vector<T, Lanes>& so_far, Index index) noexcept {
    if constexpr (Next == Count) return so_far;
    else {
        const auto with_next = shuffle<Lanes, T>(so_far, from[Next], [](std::size_t k_) {
            constexpr Index at_{};
            const std::size_t value_ = at_(k_);
            if (Next == 1) return value_ < 2 * Lanes ? value_ : k_;
            return value_ / Lanes == Next ? Lanes + value_ % Lanes : k_;
        });
        return gather_lanes<Count, Lanes, T, Next + 1>(from, with_next, index);
    }
}

}  // namespace detail

/// Turns rows into columns: lane k of vector c becomes value k · Count + c. Even numbers of columns are halved by taking every
/// second value; an odd number takes Count − 1 shuffles for each column.
template <std::size_t Count, std::size_t Lanes, class T>
[[gnu::always_inline]] inline void deinterleave(vector<T, Lanes>* v) noexcept {
    constexpr std::size_t half = Count / 2;
    vector<T, Lanes> to[Count];
    if constexpr (Count == 1) return;
    else if constexpr (Count % 2 == 0) {
        unroll<half>([&](std::size_t k_) CONSTPROP_INLINED {
            to[k_] = shuffle<Lanes, T>(v[2 * k_], v[2 * k_ + 1], [](std::size_t l_) { return 2 * l_; });
            to[half + k_] = shuffle<Lanes, T>(v[2 * k_], v[2 * k_ + 1], [](std::size_t l_) { return 2 * l_ + 1; });
        });
        deinterleave<half, Lanes, T>(to);
        deinterleave<half, Lanes, T>(to + half);
        unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { v[k_] = to[k_ % 2 * half + k_ / 2]; });
    } else {
        unroll_constants<Count>([&](auto c_) CONSTPROP_INLINED {
            to[c_()] = detail::gather_lanes<Count, Lanes, T>(
                v, v[0], [](std::size_t k_) { return k_ * Count + decltype(c_)::value; });
        });
        unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { v[k_] = to[k_]; });
    }
}

/// Turns columns into rows, the reverse of `deinterleave`.
template <std::size_t Count, std::size_t Lanes, class T>
[[gnu::always_inline]] inline void interleave(vector<T, Lanes>* v) noexcept {
    constexpr std::size_t half = Count / 2;
    vector<T, Lanes> from[Count];
    if constexpr (Count == 1) return;
    else if constexpr (Count % 2 == 0) {
        unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { from[k_ % 2 * half + k_ / 2] = v[k_]; });
        interleave<half, Lanes, T>(from);
        interleave<half, Lanes, T>(from + half);
        unroll<half>([&](std::size_t k_) CONSTPROP_INLINED {
            const auto zip_ = [](std::size_t l_) { return l_ / 2 + l_ % 2 * Lanes; };
            const auto zip_rest_ = [](std::size_t l_) { return Lanes / 2 + l_ / 2 + l_ % 2 * Lanes; };
            v[2 * k_] = shuffle<Lanes, T>(from[k_], from[half + k_], zip_);
            v[2 * k_ + 1] = shuffle<Lanes, T>(from[k_], from[half + k_], zip_rest_);
        });
    } else {
        unroll_constants<Count>([&](auto j_) CONSTPROP_INLINED {
            from[j_()] = detail::gather_lanes<Count, Lanes, T>(v, v[0], [](std::size_t k_) {
                const std::size_t value_ = decltype(j_)::value * Lanes + k_;
                return value_ % Count * Lanes + value_ / Count;
            });
        });
        unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { v[k_] = from[k_]; });
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_INTERLEAVE_HPP
