#ifndef CONSTPROP_KERNELS_INT8_JOIN_HPP
#define CONSTPROP_KERNELS_INT8_JOIN_HPP

#include <constprop/int8/multiplier.hpp>
#include <constprop/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// Values of several scales become one: constants that the compiler computes, and what they make of integers.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The sum of `Count` values. Each is first brought to steps of 2⁻²⁰ · 2 · (the greatest scale), in which they are added.
///
/// Source:      TensorFlow Lite's ADD, which has two of them
template <std::size_t Count> struct sum_of {
    std::array<multiplier, Count> to_common{};
    std::array<std::int32_t, Count> zero_points{};
    multiplier from_common{};

    constexpr sum_of() noexcept = default;
    constexpr sum_of(const std::array<quantization, Count>& takes_, const quantization& gives_) noexcept {
        using CONSTPROP_TARGET::int8::multiplier_of;
        float greatest = 0;
        for (const quantization& one : takes_) greatest = one.scale > greatest ? one.scale : greatest;
        const double common = 2 * static_cast<double>(greatest);
        for (std::size_t k = 0; k < Count; ++k) {
            to_common[k] = multiplier_of(static_cast<double>(takes_[k].scale) / common);
            zero_points[k] = takes_[k].zero_point;
        }
        from_common = multiplier_of(common / ((1 << 20) * static_cast<double>(gives_.scale)));
    }

    [[nodiscard, gnu::always_inline]] constexpr std::int32_t operator()(
        const std::array<std::int8_t, Count>& q) const noexcept {
        std::int32_t sum = 0;
        for (std::size_t k = 0; k < Count; ++k) sum += requantize((q[k] - zero_points[k]) * (1 << 20), to_common[k]);
        return requantize(sum, from_common);
    }
};

/// The product of `Count` values, at most three: it fits in 32 bits.
///
/// Source:      TensorFlow Lite's MUL, which has two of them
template <std::size_t Count> struct product_of {
    std::array<std::int32_t, Count> zero_points{};
    multiplier by{};

    constexpr product_of() noexcept = default;
    constexpr product_of(const std::array<quantization, Count>& takes_, const quantization& gives_) noexcept {
        double scale = 1;
        for (std::size_t k = 0; k < Count; ++k) {
            scale *= static_cast<double>(takes_[k].scale);
            zero_points[k] = takes_[k].zero_point;
        }
        by = CONSTPROP_TARGET::int8::multiplier_of(scale / static_cast<double>(gives_.scale));
    }

    [[nodiscard, gnu::always_inline]] constexpr std::int32_t operator()(
        const std::array<std::int8_t, Count>& q) const noexcept {
        std::int32_t product = 1;
        for (std::size_t k = 0; k < Count; ++k) product *= q[k] - zero_points[k];
        return requantize(product, by);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_JOIN_HPP
