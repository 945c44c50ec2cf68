#ifndef CONSTPROP_KERNELS_TRANSPOSE_HPP
#define CONSTPROP_KERNELS_TRANSPOSE_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {
namespace detail {

/// Transposes a block of `Lanes` vectors in registers: for each distance in turn, swaps the two off-diagonal quarters of every
/// 2·Distance square.
template <std::size_t Distance, std::size_t Lanes, class T>
[[gnu::always_inline]] inline void transpose_block(vector<T, Lanes>* row) noexcept {
    unroll<Lanes / 2>([&](std::size_t k_) CONSTPROP_INLINED {
        auto& a_ = row[k_ / Distance * 2 * Distance + k_ % Distance];
        auto& b_ = row[k_ / Distance * 2 * Distance + k_ % Distance + Distance];
        const auto first_ =
            shuffle<Lanes, T>(a_, b_, [](std::size_t l_) { return (l_ & Distance) != 0 ? Lanes + l_ - Distance : l_; });
        b_ =
            shuffle<Lanes, T>(a_, b_, [](std::size_t l_) { return (l_ & Distance) != 0 ? Lanes + l_ : l_ + Distance; });
        a_ = first_;
    });
    if constexpr (Distance > 1) transpose_block<Distance / 2, Lanes, T>(row);
}

}  // namespace detail

/// to[c · Width + k] = m[k · Stride + c] for k < Lanes and c < columns; columns end the row or are a multiple of Lanes.
template <std::size_t Lanes, std::size_t Stride, std::size_t Width, class Weight, class T>
[[gnu::always_inline]] inline void transpose(const Weight* m, std::size_t columns, T* to) noexcept {
    std::size_t c = 0;
    if constexpr (Lanes > 1) {
        for (; c + Lanes <= columns; c += Lanes) {
            vector<T, Lanes> row[Lanes];
            unroll<Lanes>([&](std::size_t k_) CONSTPROP_INLINED { row[k_] = load<Lanes>(m + k_ * Stride + c); });
            detail::transpose_block<Lanes / 2, Lanes, T>(row);
            unroll<Lanes>([&](std::size_t k_) CONSTPROP_INLINED { store<Lanes>(to + (c + k_) * Width, row[k_]); });
        }
    }
    if constexpr (Lanes == 1 || Stride % Lanes != 0)
        for (; c < columns; ++c)
            for (std::size_t k = 0; k < Lanes; ++k) to[c * Width + k] = m[k * Stride + c];
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_TRANSPOSE_HPP
