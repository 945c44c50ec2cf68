#ifndef CONSTPROP_KERNELS_FACTORS_HPP
#define CONSTPROP_KERNELS_FACTORS_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

/// The values of a vector x by which the rows of a matrix are multiplied, one after the other.
namespace constprop::inline CONSTPROP_TARGET::kernels {
namespace detail {

/// Lane K of x in all lanes, by two shuffles, the first of which is shared with neighboring lanes.
template <std::size_t K, std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> spread(const vector<T, Lanes>& x) noexcept {
    constexpr std::size_t part = 16 / sizeof(T);
    const auto parts = shuffle<Lanes, T>(x, x, [](std::size_t k_) { return K / part * part + k_ % part; });
    return shuffle<Lanes, T>(parts, parts, [](std::size_t k_) { return k_ / part * part + K % part; });
}

/// `Lanes` of `Rows` values. A row that was written in two vectors is read in two, see `lanes_of_row`.
template <std::size_t Rows, std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> load_factors_of_row(const T* x) noexcept {
    constexpr std::size_t written_in = Rows == Lanes ? lanes_of_row<T>(Rows) : Lanes;
    if constexpr (written_in == Lanes) return load<Lanes>(x);
    else
        return shuffle<Lanes, T>(load<written_in>(x), load<written_in>(x + written_in),
                                 [](std::size_t k_) { return k_; });
}

}  // namespace detail

/// Calls each(row, r, factor) for all x[row + r] in order: row is a multiple of `Step`; r is a constant in unrolled loops.
///
/// Each factor is multiplied with `Width` values, in vectors of `Lanes`. If these are many, it is spread over the lanes from a vector
/// of x. To load the scalar would be a single instruction, but loads are the bottleneck of a product of a matrix and a vector.
/// With several of the widest vectors they are so only where these are halved.
template <std::size_t Rows, std::size_t Step, bool Unrolled, std::size_t Lanes, std::size_t Width, class T, class Each>
[[gnu::always_inline]] inline void for_factors(const T* x, Each each) noexcept {
    constexpr bool loads = Lanes * sizeof(T) == 64 && Width > Lanes && !halves_widest,
                   spreads = Lanes * sizeof(T) >= 32 && Width * sizeof(T) >= 64 && !loads;
    constexpr std::size_t step = spreads ? Lanes : Step, full = Rows / step;
    static_assert(step % Step == 0);
    repeat<full, Unrolled>([&](std::size_t k_) CONSTPROP_INLINED {
        if constexpr (spreads) {
            const auto factors_ = detail::load_factors_of_row<Rows, Lanes>(x + k_ * step);
            unroll_constants<step>(
                [&](auto r_) CONSTPROP_INLINED { each(k_ * step, r_, detail::spread<r_(), Lanes, T>(factors_)); });
        } else {
            unroll<step>([&](std::size_t r_) CONSTPROP_INLINED { each(k_ * step, r_, x[k_ * step + r_]); });
        }
    });
    unroll<Rows % step>([&](std::size_t r_) CONSTPROP_INLINED { each(full * step, r_, x[full * step + r_]); });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_FACTORS_HPP
