#ifndef CONSTPROP_KERNELS_INT8_JOIN_HPP
#define CONSTPROP_KERNELS_INT8_JOIN_HPP

#include <constprop/kernels/int8/helium_sum.hpp>
#include <constprop/kernels/int8/lanes_sum.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Values of several scales become one: constants that the compiler computes, and what they make of integers.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// `Count` values that are brought to steps of 2⁻²⁰ · 2 · (the greatest scale), in which they are added or subtracted, and from there
/// to the scale of the output.
template <std::size_t Count> struct common_steps {
    std::array<multiplier, Count> to_common{};
    std::array<std::int32_t, Count> zero_points{};
    multiplier from_common{};

    constexpr common_steps() noexcept = default;
    constexpr common_steps(const std::array<quantization, Count>& takes_, const quantization& gives_) noexcept {
        using CONSTPROP_TARGET::int8::multiplier_of, CONSTPROP_TARGET::int8::held_below;
        float greatest = 0;
        for (const quantization& one : takes_) greatest = one.scale > greatest ? one.scale : greatest;
        const double common = 2 * static_cast<double>(greatest);
        for (std::size_t k = 0; k < Count; ++k) {
            to_common[k] = multiplier_of(static_cast<double>(takes_[k].scale) / common);
            zero_points[k] = takes_[k].zero_point;
        }
        from_common = held_below(multiplier_of(common / ((1 << 20) * static_cast<double>(gives_.scale))), 30);
        left = from_common.shift > 0 ? from_common.shift + 1 : 1;
        right = from_common.shift > 0 ? 0 : -from_common.shift;
    }

 protected:
    std::int32_t left = 1, right = 0;  ///< twice the sum

    /// Value k in common steps, and a sum of such values in steps of the output.
    [[gnu::always_inline]] constexpr std::int32_t in_common_steps(std::int32_t q, std::size_t k) const noexcept {
        const std::int32_t twice = (q - zero_points[k]) * (1 << 21);
        return divide_small(high_product_of_half(twice, to_common[k].factor), -to_common[k].shift);
    }
    [[gnu::always_inline]] constexpr std::int32_t from_common_steps(std::int32_t sum) const noexcept {
        return divide_small(high_product_of_half(sum << left, from_common.factor), right);
    }
};

/// The sum of `Count` values, in common steps.
///
/// Source:      TensorFlow Lite's ADD, which has two of them
template <std::size_t Count> struct sum_of : common_steps<Count> {
    using common_steps<Count>::common_steps;

    /// Rows of values by instructions of the machine; false where it has none for them.
    template <std::size_t Size>
    [[nodiscard, gnu::always_inline]] constexpr bool run(
        [[maybe_unused]] const std::array<const std::int8_t*, Count>& from, [[maybe_unused]] std::int8_t* y,
        [[maybe_unused]] std::int32_t zero_point, [[maybe_unused]] std::int32_t low,
        [[maybe_unused]] std::int32_t high) const noexcept {
#if defined(CONSTPROP_HAS_HELIUM)
        if constexpr (Count == 2 && Size % 4 == 0)
            if (!std::is_constant_evaluated() && this->from_common.shift < 0) {
                add_by_fours(*this, from[0], from[1], y, Size, zero_point, low, high);
                return true;
            }
#elif defined(CONSTPROP_HAS_LANES)
        if constexpr (Count == 2)
            if (!std::is_constant_evaluated() && suits_lanes(this->from_common)) {
                if (low == -128 && high == 127)
                    add_by_ones<true>(*this, from[0], from[1], y, Size, zero_point, low, high);
                else add_by_ones<false>(*this, from[0], from[1], y, Size, zero_point, low, high);
                return true;
            }
#endif
        return false;
    }

    /// Of one value for each term. Written out: compilers keep the constants in registers.
    template <class... Q> [[nodiscard, gnu::always_inline]] constexpr std::int32_t operator()(Q... q) const noexcept {
        std::size_t k = 0;
        std::int32_t sum = 0;
        ((sum += this->in_common_steps(q, k++)), ...);
        return this->from_common_steps(sum);
    }
};

/// The first of `Count` values less the others, in common steps.
///
/// Source:      TensorFlow Lite's SUB, which has two of them
template <std::size_t Count> struct difference_of : common_steps<Count> {
    using common_steps<Count>::common_steps;

    template <class... Q>
    [[nodiscard, gnu::always_inline]] constexpr std::int32_t operator()(std::int32_t first, Q... q) const noexcept {
        std::size_t k = 1;
        std::int32_t left_over = this->in_common_steps(first, 0);
        ((left_over -= this->in_common_steps(q, k++)), ...);
        return this->from_common_steps(left_over);
    }
    template <std::size_t Size>
    [[nodiscard]] static constexpr bool run(const std::array<const std::int8_t*, Count>& /*from*/, std::int8_t* /*y*/,
                                            std::int32_t /*zero_point*/, std::int32_t /*low*/,
                                            std::int32_t /*high*/) noexcept {
        return false;
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

    template <class... Q> [[nodiscard, gnu::always_inline]] constexpr std::int32_t operator()(Q... q) const noexcept {
        std::size_t k = 0;
        std::int32_t product = 1;
        ((product *= q - zero_points[k++]), ...);
        return requantize(product, by);
    }
    template <std::size_t Size>
    [[nodiscard]] static constexpr bool run(const std::array<const std::int8_t*, Count>& /*from*/, std::int8_t* /*y*/,
                                            std::int32_t /*zero_point*/, std::int32_t /*low*/,
                                            std::int32_t /*high*/) noexcept {
        return false;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_JOIN_HPP
