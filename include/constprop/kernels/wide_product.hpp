#ifndef CONSTPROP_KERNELS_WIDE_PRODUCT_HPP
#define CONSTPROP_KERNELS_WIDE_PRODUCT_HPP

#include <constprop/kernels/target.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

/// Products of 32 bits in 64, and sums of them.
///
/// Cores whose multiplication gives 32 bits alone call a function of the compiler's library for it, which multiplies two
/// numbers of 64 bits. Here they take the four products of the factors' halves,
///
///     a b = 2³² a₁ b₁ + 2¹⁶ (a₁ b₀ + a₀ b₁) + a₀ b₀,   a = 2¹⁶ a₁ + a₀,  0 ≤ a₀ < 2¹⁶,
///
/// and carry in the processor's flags, which no compiler does: 17 instructions. g++ has no registers for that with -Os, and
/// clang other syntax: they call the function.
namespace constprop::inline CONSTPROP_TARGET::kernels {

#if (defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)) && !defined(__OPTIMIZE_SIZE__) && !defined(__clang__)
inline constexpr bool multiplies_halves = true;

/// The product as two words. Five registers of the eight that instructions take; a's halves stay in others.
[[gnu::always_inline]] inline void multiply_halves(std::int32_t a, std::int32_t b, std::uint32_t& low,
                                                   std::uint32_t& high) noexcept {
    std::uint32_t one, other, shifted;
    low = static_cast<std::uint32_t>(b);
    __asm__(
        ".syntax unified\n\t"
        "asrs %[high], %[low], #16\n\t"
        "uxth %[low], %[low]\n\t"
        "mov %[one], %[a1]\n\t"
        "mov %[other], %[a0]\n\t"
        "mov %[shifted], %[one]\n\t"
        "muls %[one], %[low], %[one]\n\t"        // a₁ b₀
        "muls %[low], %[other], %[low]\n\t"      // a₀ b₀
        "muls %[other], %[high], %[other]\n\t"   // a₀ b₁
        "muls %[high], %[shifted], %[high]\n\t"  // a₁ b₁
        "lsls %[shifted], %[one], #16\n\t"
        "asrs %[one], %[one], #16\n\t"
        "adds %[low], %[low], %[shifted]\n\t"
        "adcs %[high], %[high], %[one]\n\t"
        "lsls %[shifted], %[other], #16\n\t"
        "asrs %[other], %[other], #16\n\t"
        "adds %[low], %[low], %[shifted]\n\t"
        "adcs %[high], %[high], %[other]\n\t"
        ".syntax divided"
        : [low] "+&l"(low), [high] "=&l"(high), [one] "=&l"(one), [other] "=&l"(other), [shifted] "=&l"(shifted)
        : [a0] "h"(static_cast<std::uint32_t>(a) & 0xFFFFU), [a1] "h"(a >> 16)
        : "cc");
}

/// Adds a product to a sum of two words; at the end of the range it stays there.
[[gnu::always_inline]] inline void add_words(std::uint32_t low, std::uint32_t high, std::uint32_t& sum_low,
                                             std::uint32_t& sum_high) noexcept {
    __asm__(
        ".syntax unified\n\t"
        "adds %[sum_low], %[sum_low], %[low]\n\t"
        "adcs %[sum_high], %[sum_high], %[high]\n\t"
        "bvc 1f\n\t"
        "asrs %[high], %[high], #31\n\t"
        "movs %[sum_low], #0\n\t"
        "mvns %[sum_low], %[sum_low]\n\t"
        "lsrs %[sum_high], %[sum_low], #1\n\t"
        "eors %[sum_low], %[high]\n\t"
        "eors %[sum_high], %[high]\n\t"
        "1:\n\t"
        ".syntax divided"
        : [sum_low] "+&l"(sum_low), [sum_high] "+&l"(sum_high), [high] "+&l"(high)
        : [low] "l"(low)
        : "cc");
}
/// ⌊2^bits a / b⌋ for 1 ≤ bits ≤ 32: each bit is the carry of a comparison. A mark ahead of them leaves the register with the last.
[[nodiscard, gnu::always_inline]] inline std::uint32_t divide_bits(std::uint32_t a, std::uint32_t b,
                                                                   int bits) noexcept {
    std::uint32_t quotient = std::uint32_t{1} << static_cast<unsigned>(32 - bits);
    __asm__(
        ".syntax unified\n"
        "1:\n\t"
        "adds %[a], %[a], %[a]\n\t"
        "cmp %[a], %[b]\n\t"
        "blo 2f\n\t"
        "subs %[a], %[a], %[b]\n"
        "2:\n\t"
        "adcs %[quotient], %[quotient], %[quotient]\n\t"
        "bcc 1b\n\t"
        ".syntax divided"
        : [a] "+&l"(a), [quotient] "+&l"(quotient)
        : [b] "l"(b)
        : "cc");
    return quotient;
}
#else
inline constexpr bool multiplies_halves = false;
inline void multiply_halves(std::int32_t, std::int32_t, std::uint32_t&, std::uint32_t&) noexcept {}
inline void add_words(std::uint32_t, std::uint32_t, std::uint32_t&, std::uint32_t&) noexcept {}
inline std::uint32_t divide_bits(std::uint32_t, std::uint32_t, int) noexcept { return 0; }
#endif

[[nodiscard, gnu::always_inline]] inline constexpr std::int64_t of_words(std::uint32_t low,
                                                                         std::uint32_t high) noexcept {
    return static_cast<std::int64_t>(std::uint64_t{high} << 32U | low);
}

/// a b.
[[nodiscard, gnu::always_inline]] inline constexpr std::int64_t wide_product(std::int32_t a, std::int32_t b) noexcept {
    if (multiplies_halves && !std::is_constant_evaluated()) {
        std::uint32_t low = 0, high = 0;
        multiply_halves(a, b, low, high);
        return of_words(low, high);
    }
    return std::int64_t{a} * b;
}

/// sum + term, saturated: it has overflowed if both terms have one sign, and the result has another.
template <class Wide>
[[nodiscard, gnu::always_inline]] inline constexpr Wide add_saturated(Wide sum, Wide term) noexcept {
    using bits = std::make_unsigned_t<Wide>;
    const Wide result = static_cast<Wide>(static_cast<bits>(sum) + static_cast<bits>(term));
    if ((~(sum ^ term) & (sum ^ result)) < 0) [[unlikely]]
        return term < 0 ? (std::numeric_limits<Wide>::min)() : (std::numeric_limits<Wide>::max)();
    return result;
}

/// a − b, saturated.
[[nodiscard, gnu::always_inline]] inline constexpr std::int32_t subtract_saturated(std::int32_t a,
                                                                                   std::int32_t b) noexcept {
    const auto result = static_cast<std::int32_t>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
    if (((a ^ b) & (a ^ result)) < 0) [[unlikely]]
        return a < 0 ? (std::numeric_limits<std::int32_t>::min)() : (std::numeric_limits<std::int32_t>::max)();
    return result;
}

/// sum + a b, saturated.
[[nodiscard, gnu::always_inline]] inline constexpr std::int64_t add_wide_product(std::int64_t sum, std::int32_t a,
                                                                                 std::int32_t b) noexcept {
    if (multiplies_halves && !std::is_constant_evaluated()) {
        std::uint32_t low = 0, high = 0;
        auto sum_low = static_cast<std::uint32_t>(sum), sum_high = static_cast<std::uint32_t>(sum >> 32);
        multiply_halves(a, b, low, high);
        add_words(low, high, sum_low, sum_high);
        return of_words(sum_low, sum_high);
    }
    return add_saturated(sum, wide_product(a, b));
}

/// ⌊2^bits a / b⌋ for a < b ≤ 2^31. Cores without division compute it bit by bit, as their library's function does.
[[nodiscard, gnu::always_inline]] inline constexpr std::uint32_t quotient_bits(std::uint32_t a, std::uint32_t b,
                                                                               int bits) noexcept {
    if (multiplies_halves && !std::is_constant_evaluated()) return divide_bits(a, b, bits);
    return static_cast<std::uint32_t>((std::uint64_t{a} << static_cast<unsigned>(bits)) / b);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_WIDE_PRODUCT_HPP
