#ifndef CONSTPROP_KERNELS_INT8_TO_INT8_HPP
#define CONSTPROP_KERNELS_INT8_TO_INT8_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// What makes int8 values of a layer's sums: a factor for each output, or one for all; then the zero point is added, and the
/// result is clamped. A factor is a multiplier, with what a kernel adds to it.
template <class Factor, bool PerOutput> struct to_int8 {
    static constexpr bool per_output = PerOutput;

    const Factor* by;
    std::int32_t zero_point, low, high;

    [[nodiscard, gnu::always_inline]] constexpr const Factor& of(std::size_t output) const noexcept {
        return by[PerOutput ? output : 0];
    }
    [[nodiscard, gnu::always_inline]] constexpr std::int8_t operator()(std::int32_t sum,
                                                                       std::size_t output) const noexcept {
        return static_cast<std::int8_t>(held_between(requantize(sum, of(output)) + zero_point, low, high));
    }

    /// The same for outputs from one on, counted from it.
    [[nodiscard]] constexpr to_int8 from(std::size_t output) const noexcept {
        return {by + (PerOutput ? output : 0), zero_point, low, high};
    }

    /// Whether what is negative becomes the lower bound, so that it does not matter how it is rounded.
    [[nodiscard, gnu::always_inline]] constexpr bool is_positive() const noexcept { return low >= zero_point; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_TO_INT8_HPP
