#ifndef CONSTPROP_KERNELS_INT8_LANES_HPP
#define CONSTPROP_KERNELS_INT8_LANES_HPP

#include <constprop/kernels/int8/ends.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

/// Instructions that multiply 16-bit lanes, and what products with them end with.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Whether there is SMLAD, which multiplies two pairs of 16-bit lanes and adds both products: Cortex-M4, M7, M33.
#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__) && !defined(__ARM_FEATURE_MVE) && !defined(__ARM_NEON) && \
    defined(__GNUC__) && !defined(__clang__) && !defined(CONSTPROP_PLAIN_KERNELS)
#define CONSTPROP_HAS_LANES
inline constexpr bool has_lanes = true;
#else
inline constexpr bool has_lanes = false;
#endif

/// Whether the compiler leaves nearly all registers to one instruction sequence: not without optimization.
#if defined(__OPTIMIZE__)
inline constexpr bool leaves_most_registers = true;
#else
inline constexpr bool leaves_most_registers = false;
#endif

/// Whether there are bits for a zero point behind the point.
[[nodiscard]] constexpr bool suits_lanes(const multiplier& by) noexcept { return by.shift <= -1 && by.shift >= -22; }
template <class Factor> [[nodiscard]] constexpr bool suit_lanes(const Factor* by, std::size_t factors) noexcept {
    for (std::size_t k = 0; k < factors; ++k)
        if (!suits_lanes(by[k])) return false;
    return true;
}

/// A multiplier, by how many bits its products go to the right, and what is added to them before: half of what is divided by, and
/// the zero point, times that.
struct lane_factor {
    std::int32_t factor = 0, right = 0, more = 0;

    [[nodiscard]] constexpr operator multiplier() const noexcept { return {factor, -right}; }
};
[[nodiscard]] constexpr lane_factor lane_factor_of(const multiplier& by, std::int32_t zero_point) noexcept {
    return {by.factor, -by.shift, suits_lanes(by) ? (2 * zero_point + 1) * (1 << (-by.shift - 1)) : 0};
}

#if defined(CONSTPROP_HAS_LANES)
using word = std::uint32_t;

// GCC has no patterns for these, or does not find two loads that are one.
[[gnu::always_inline]] inline word even_bytes(word v) noexcept {
    word lanes;
    asm("sxtb16 %0, %1" : "=r"(lanes) : "r"(v));
    return lanes;
}
[[gnu::always_inline]] inline word odd_bytes(word v) noexcept {
    word lanes;
    asm("sxtb16 %0, %1, ror #8" : "=r"(lanes) : "r"(v));
    return lanes;
}
[[gnu::always_inline]] inline void add_products(std::int32_t& sum, word w, word x) noexcept {
    asm("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(w), "r"(x));
}
[[gnu::always_inline]] inline void load_two(word& first, word& second, const std::int8_t*& from) noexcept {
    asm volatile("ldrd %0, %1, [%2], #8" : "=&r"(first), "=&r"(second), "+r"(from) : : "memory");
}
/// (a · factor + 2³¹) / 2³² + more, which is high_product(a / 2, factor) + more.
[[gnu::always_inline]] inline std::int32_t high_product_plus(std::int32_t a, std::int32_t factor_,
                                                             std::int32_t more) noexcept {
    std::int32_t result;
    asm("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(factor_), "r"(more));
    return result;
}
[[gnu::always_inline]] inline std::int32_t saturated(std::int32_t v) noexcept {
    std::int32_t result;
    asm("ssat %0, #8, %1" : "=r"(result) : "r"(v));
    return result;
}
[[gnu::always_inline]] inline void store_two(word first, word second, std::int8_t*& to) noexcept {
    asm volatile("strd %1, %2, [%0], #8" : "+r"(to) : "r"(first), "r"(second) : "memory");
}

/// 256 · high + low, which may wrap.
[[gnu::always_inline]] inline std::int32_t start_of(std::int32_t low, std::int32_t high) noexcept {
    return static_cast<std::int32_t>(256U * static_cast<word>(high) + static_cast<word>(low));
}

/// Stores what is made of a sum, of which twice its value is given.
template <class Then> struct lane_epilogue {
    const Then& then;
    std::int32_t factor_, right, more_;

    [[gnu::always_inline]] explicit lane_epilogue(const Then& given) noexcept
        : then(given), factor_(0), right(0), more_(0) {
        if constexpr (!Then::per_output) set(0);
    }
    [[gnu::always_inline]] void set(std::size_t output) noexcept {
        factor_ = then.of(output).factor;
        right = then.of(output).right;
        more_ = then.of(output).more;
    }
    [[gnu::always_inline]] void store(std::int8_t* y, std::size_t output, std::int32_t twice) noexcept {
        if constexpr (Then::per_output) set(output);
        store<ends::any>(y, twice);
    }
    /// For an output that is set.
    template <ends Ends> [[gnu::always_inline]] void store(std::int8_t* y, std::int32_t twice) noexcept {
        std::int32_t more = more_;
        if (Ends == ends::linear || (Ends == ends::any && !then.is_positive())) more += twice >> 31;
        std::int32_t result = saturated(high_product_plus(twice, factor_, more) >> right);
        if (Ends == ends::any && then.low > -128 && result < then.low) result = then.low;
        if (Ends == ends::any && then.high < 127 && result > then.high) result = then.high;
        asm volatile("strb %1, %0" : "=m"(*y) : "r"(result));  // GCC would collect four bytes in a register
    }
};
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LANES_HPP
