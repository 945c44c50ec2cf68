#ifndef CONSTPROP_KERNELS_INT8_BYTE_SUMS_HPP
#define CONSTPROP_KERNELS_INT8_BYTE_SUMS_HPP

#include <constprop/kernels/int8/ends.hpp>
#include <constprop/kernels/int8/short_factor.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

/// What the kernels for cores that load bytes without a sign have in common.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Whether multiplications give 32 bits and loads of bytes do not extend the sign: Cortex-M0, M0+, M23.
#if defined(__thumb__) && !defined(__thumb2__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && \
    !defined(CONSTPROP_PLAIN_KERNELS)
#define CONSTPROP_HAS_BYTES
inline constexpr bool has_bytes = true;
#else
inline constexpr bool has_bytes = false;
#endif

/// Whether all multipliers have a short form.
[[nodiscard]] constexpr bool are_short(const short_factor* by, std::size_t factors) noexcept {
    for (std::size_t k = 0; k < factors; ++k)
        if (by[k].greatest == 0) return false;
    return true;
}

#if defined(CONSTPROP_HAS_BYTES)
using byte = std::uint8_t;

/// What is made of a sum that is greater, by size, than a short factor is for: it is clamped, or multiplied in full.
template <class Then>
[[gnu::noinline]] inline std::int8_t from_great_sum(std::int32_t sum, const short_factor& by,
                                                    const Then& then) noexcept {
    std::int32_t result = sum < 0 ? -255 : 255;
    if (by.greatest == 0) result = requantize(sum, by);
    return static_cast<std::int8_t>(held_between(result + then.zero_point, then.low, then.high));
}

/// What is made of a sum. `IsRelu` where what is negative becomes −128, and nothing else is clamped: 255 is the greatest size.
template <bool IsRelu, class Then>
[[gnu::always_inline]] inline std::int8_t from_sum(std::int32_t sum, const short_factor& by,
                                                   const Then& then) noexcept {
    if constexpr (IsRelu) {
        if (sum <= 0) return std::int8_t{-128};
        if (sum > by.greatest) return from_great_sum(sum, by, then);
        return static_cast<std::int8_t>(by.times(static_cast<std::uint32_t>(sum)) - 128);
    } else {
        const std::int32_t size = sum < 0 ? -sum : sum;
        if (size > by.greatest) return from_great_sum(sum, by, then);
        const std::int32_t result = by.times(static_cast<std::uint32_t>(size));
        return static_cast<std::int8_t>(
            held_between(then.zero_point + (sum < 0 ? -result : result), then.low, then.high));
    }
}

/// The same without a call, by a factor that is short.
template <class Then>
[[gnu::always_inline]] inline std::int8_t from_sum_at_once(std::int32_t sum, const short_factor& by,
                                                           const Then& then) noexcept {
    const auto size_of = [&](std::int32_t size_) CONSTPROP_INLINED {
        return by.times(static_cast<std::uint32_t>(size_ > by.greatest ? by.greatest : size_));
    };
    const std::int32_t result = then.zero_point + (sum < 0 ? -size_of(-sum) : size_of(sum));
    return static_cast<std::int8_t>(held_between(result, then.low, then.high));
}

[[gnu::always_inline]] inline std::uint32_t load_word(const byte* from) noexcept {
    std::uint32_t word;
    __builtin_memcpy(&word, __builtin_assume_aligned(from, 4), 4);
    return word;
}
[[gnu::always_inline]] inline void store_word(std::uint32_t word, byte* to) noexcept {
    __builtin_memcpy(__builtin_assume_aligned(to, 4), &word, 4);
}
[[nodiscard, gnu::always_inline]] inline bool begin_at_words(const byte* a, const byte* b) noexcept {
    return ((reinterpret_cast<std::uintptr_t>(a) | reinterpret_cast<std::uintptr_t>(b)) & 3U) == 0;
}

/// Copies bytes with 128 added to each; words where both lie at such addresses.
[[gnu::noinline]] inline void copy_unsigned(byte* to, const byte* from, std::size_t size) noexcept {
    const byte* const end = from + size;
    if (begin_at_words(to, from))
        for (const byte* const last = from + size / 16 * 16; from != last; from += 16, to += 16)
#pragma GCC unroll 4
            for (std::size_t k = 0; k < 16; k += 4) store_word(load_word(from + k) ^ 0x80808080U, to + k);
    while (from != end) *to++ = static_cast<byte>(*from++ ^ 0x80U);
}

/// The sum of bytes, whose number is a multiple of four, at most 512, that begin at a word.
[[gnu::always_inline]] inline std::uint32_t sum_of_bytes(const byte* from, std::size_t size) noexcept {
    const byte* const end = from + size;
    std::uint32_t halves = 0;  // two sums of 16 bits
    for (; from != end; from += 4) {
        const std::uint32_t four = load_word(from);
        halves += (four & 0xFF00FFU) + (four >> 8 & 0xFF00FFU);
    }
    return (halves & 0xFFFFU) + (halves >> 16);
}

/// Eight inputs at a time, from x to `end`, for four outputs. Weights are without a sign, inputs as the template says.
template <bool HasSign = false>
[[gnu::always_inline]] inline void add_byte_products(std::int32_t (&sums)[4], const byte*& x, const byte*& w,
                                                     const byte* end) noexcept {
    std::int32_t in, product;
    // One input: it, and its product with each of four weights, which begin so many bytes on. The eighth low register may be
    // the frame's pointer, so one of the sums is in a high one; for size the compiler has low ones alone.
#if defined(__OPTIMIZE_SIZE__)
#define CONSTPROP_FOURTH "+l"
#else
#define CONSTPROP_FOURTH "+h"
#endif
#define CONSTPROP_PRODUCT(sum, at) "ldrb %[p], [%[w], #" at "]\n\tmuls %[p], %[v]\n\tadd %[" sum "], %[p]\n\t"
#define CONSTPROP_INPUT(sign, at, w0, w1, w2, w3)                                               \
    "ldrb %[v], [%[x], #" at "]\n\t" sign CONSTPROP_PRODUCT("a", w0) CONSTPROP_PRODUCT("b", w1) \
        CONSTPROP_PRODUCT("c", w2) CONSTPROP_PRODUCT("d", w3)
#define CONSTPROP_EIGHT(sign)                                                                                     \
    ".syntax unified\n1:\n\t" CONSTPROP_INPUT(sign, "0", "0", "1", "2", "3") CONSTPROP_INPUT(                     \
        sign, "1", "4", "5", "6", "7") CONSTPROP_INPUT(sign, "2", "8", "9", "10", "11")                           \
        CONSTPROP_INPUT(sign, "3", "12", "13", "14", "15") CONSTPROP_INPUT(sign, "4", "16", "17", "18", "19")     \
            CONSTPROP_INPUT(sign, "5", "20", "21", "22", "23") CONSTPROP_INPUT(sign, "6", "24", "25", "26", "27") \
                CONSTPROP_INPUT(sign, "7", "28", "29", "30",                                                      \
                                "31") "adds %[w], #32\n\tadds %[x], #8\n\tcmp %[x], %[e]\n\tbne 1b\n\t.syntax divided"
#define CONSTPROP_OPERANDS                                                                                            \
    [a] "+l"(sums[0]), [b] "+l"(sums[1]), [c] "+l"(sums[2]), [d] CONSTPROP_FOURTH(sums[3]), [x] "+l"(x), [w] "+l"(w), \
        [v] "=&l"(in), [p] "=&l"(product)
    if constexpr (!HasSign) asm volatile(CONSTPROP_EIGHT("") : CONSTPROP_OPERANDS : [e] "h"(end) : "cc", "memory");
    else asm volatile(CONSTPROP_EIGHT("sxtb %[v], %[v]\n\t") : CONSTPROP_OPERANDS : [e] "h"(end) : "cc", "memory");
#undef CONSTPROP_OPERANDS
#undef CONSTPROP_EIGHT
#undef CONSTPROP_INPUT
#undef CONSTPROP_PRODUCT
#undef CONSTPROP_FOURTH
}
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_BYTE_SUMS_HPP
