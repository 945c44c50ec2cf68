#ifndef CONSTPROP_KERNELS_INT8_POOL_HPP
#define CONSTPROP_KERNELS_INT8_POOL_HPP

#include <constprop/kernels/int8/channel_sums.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/pool.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/windows.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// give(place, channel, sum, count) for each window and channel: the sum of the values that it sees, and their number. The
/// values on padding stand for 0 where they are counted.
template <pool_sizes Sizes, class Give>
[[gnu::always_inline]] constexpr void for_window_sums(const std::int8_t* x, std::int32_t zero_point,
                                                      const Give& give) noexcept {
    windows<Sizes.rows, Sizes.columns>::for_each([&](const auto& window_, std::size_t place_) CONSTPROP_INLINED {
        const std::size_t seen_ = window_.count(), count_ = Sizes.counts_padding ? window_.count_with_padding() : seen_;
        const std::int32_t of_padding_ = static_cast<std::int32_t>(count_ - seen_) * zero_point;
        constexpr std::size_t at_once_ = channel_sums::count;
        if constexpr (at_once_ > 1 && Sizes.channels % at_once_ == 0 && Sizes.rows.size * Sizes.columns.size <= 255) {
            if (!std::is_constant_evaluated()) {
                for (std::size_t k_ = 0; k_ < Sizes.channels; k_ += at_once_) {
                    channel_sums sums_;
                    window_.for_each([&](std::size_t, std::size_t pixel_)
                                         CONSTPROP_INLINED { sums_.add(x + pixel_ * Sizes.channels + k_); });
#pragma GCC unroll 8
                    for (std::size_t c_ = 0; c_ < at_once_; ++c_)
                        give(place_ * Sizes.channels + k_ + c_, sums_.of(c_) + of_padding_,
                             static_cast<std::int32_t>(count_));
                }
                return;
            }
        }
        for (std::size_t k_ = 0; k_ < Sizes.channels; ++k_) {
            std::int32_t sum_ = of_padding_;
            window_.for_each([&](std::size_t, std::size_t pixel_)
                                 CONSTPROP_INLINED { sum_ += x[pixel_ * Sizes.channels + k_]; });
            give(place_ * Sizes.channels + k_, sum_, static_cast<std::int32_t>(count_));
        }
    });
}

/// The mean of each window as an integer, halves away from zero.
///
/// Source:      TensorFlow Lite's AVERAGE_POOL_2D
template <pool_sizes Sizes>
constexpr void average_pool(const std::int8_t* x, std::int8_t* y, std::int32_t zero_point) noexcept {
    for_window_sums<Sizes>(x, zero_point,
                           [&](std::size_t at_, std::int32_t sum_, std::int32_t count_) CONSTPROP_INLINED {
                               const std::int32_t half_ = count_ / 2;
                               y[at_] = static_cast<std::int8_t>((sum_ > 0 ? sum_ + half_ : sum_ - half_) / count_);
                           });
}

/// From a sum of `count` values to their mean in another scale. The division is part of the multiplier.
///
/// Source:      TensorFlow Lite's MEAN
[[nodiscard]] constexpr multiplier multiplier_of_mean(const multiplier& ratio, std::int32_t count) noexcept {
    std::int32_t bits = 0;
    while (bits < 30 && count >> (bits + 1) != 0) ++bits;
    const std::int32_t shift = bits < 31 + ratio.shift ? bits : 31 + ratio.shift;
    return {static_cast<std::int32_t>((std::int64_t{ratio.factor} << shift) / count), ratio.shift - shift};
}
template <pool_sizes Sizes>
constexpr void mean(const std::int8_t* x, std::int8_t* y, std::int32_t zero_point, const multiplier& by,
                    std::int32_t zero_point_of_outputs) noexcept {
    for_window_sums<Sizes>(
        x, zero_point, [&](std::size_t at_, std::int32_t sum_, std::int32_t count_) CONSTPROP_INLINED {
            const std::int32_t mean_ = requantize(sum_ - count_ * zero_point, by) + zero_point_of_outputs;
            y[at_] = static_cast<std::int8_t>(held_between(mean_, -128, 127));
        });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_POOL_HPP
