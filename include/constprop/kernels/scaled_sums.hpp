#ifndef CONSTPROP_KERNELS_SCALED_SUMS_HPP
#define CONSTPROP_KERNELS_SCALED_SUMS_HPP

#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Passed in place of an elementwise function by products whose sums are scaled afterwards.
struct unscaled {
    static constexpr bool without_masks = true;

    template <class Value> [[gnu::always_inline]] constexpr Value operator()(const Value& sum) const noexcept {
        return sum;
    }
};

/// y = then(s · y + b), elementwise, for `Count` sums y.
template <std::size_t Count, class T, class Bias, class Then>
[[gnu::always_inline]] constexpr void scale_sums(const scales_and<Bias>& by, T* y, const Then& then) noexcept {
    if constexpr (has_vectors<T>)
        if (!std::is_constant_evaluated())
            return for_vectors<Count, T>([&](std::size_t k_, auto lanes_) CONSTPROP_INLINED {
                constexpr std::size_t lanes = lanes_();
                store<lanes>(y + k_, then(load<lanes>(y + k_) * load<lanes>(by.scales + k_) +
                                          load_bias<lanes, T>(by.biases + k_)));
            });
    for (std::size_t k = 0; k < Count; ++k) {
        if constexpr (is_bias<Bias>) y[k] = then(y[k] * by.scales[k] + by.biases[k]);
        else y[k] = then(y[k] * by.scales[k]);
    }
}

/// The same at `Places` places, with a scale and a bias for each channel. Groups of channels share `Scales` scales.
template <std::size_t Places, std::size_t Channels, std::size_t Scales, class T, class Bias, class Then>
constexpr void scale_places(const scales_and<Bias>& by, T* y, const Then& then) noexcept {
    for (std::size_t place = 0; place < Places; ++place)
        for (std::size_t first = 0; first < Channels; first += Scales, y += Scales)
            scale_sums<Scales>(scales_and<Bias>{by.scales, by.biases + first}, y, then);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_SCALED_SUMS_HPP
