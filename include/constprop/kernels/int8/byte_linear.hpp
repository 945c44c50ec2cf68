#ifndef CONSTPROP_KERNELS_INT8_BYTE_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_BYTE_LINEAR_HPP

#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/short_factor.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Whether multiplications give 32 bits and loads of bytes do not extend the sign: Cortex-M0, M0+, M23.
#if defined(__thumb__) && !defined(__thumb2__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && \
    !defined(CONSTPROP_PLAIN_KERNELS)
#define CONSTPROP_HAS_BYTES
inline constexpr bool has_bytes = true;
#else
inline constexpr bool has_bytes = false;
#endif

/// The product for cores that load a byte without a sign: weights are w + 128, and inputs, copied once, x + 128. The sum of
/// the inputs, 128 times, is taken off. Four outputs share an input: 13 instructions for four multiply-adds.
template <std::size_t Inputs, std::size_t Outputs> struct byte_linear : plain_linear<Inputs, Outputs> {
    /// Few inputs, and many, are not copied, and get their sign where they are loaded.
    static constexpr bool copies_input = Inputs > 4 && Inputs <= 256;
    static constexpr std::size_t scratch_bytes = copies_input ? Inputs : 0;
    static constexpr std::int32_t input_offset = copies_input ? 128 : 0;

    using factor = short_factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t /*zero_point*/) noexcept {
        return short_factor_of(by);
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const factor* by,
                                              std::size_t factors) noexcept {
        for (std::size_t k = 0; k < factors; ++k)
            if (by[k].greatest == 0) return false;
        return true;
    }

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        const std::size_t stride = output < fours ? 4 : 1;
        std::int8_t* const to = weights + position(output, 0);
        for (std::size_t i = 0; i < Inputs; ++i) to[i * stride] = static_cast<std::int8_t>(row[i] ^ -128);
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return static_cast<std::int8_t>(weights[position(output, input)] ^ -128);
    }

    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_BYTES)
        if (!std::is_constant_evaluated()) return run_on_bytes(weights, biases, x, y, then, scratch);
#endif
        run_as_defined<byte_linear>(weights, biases, x, y, then, scratch);
    }

 private:
    static constexpr std::size_t fours = Outputs / 4 * 4;

    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t input) noexcept {
        return output < fours ? output / 4 * 4 * Inputs + 4 * input + output % 4 : output * Inputs + input;
    }

#if defined(CONSTPROP_HAS_BYTES)
    using byte = std::uint8_t;
    static constexpr std::size_t eights = Inputs / 8 * 8;

    [[gnu::always_inline]] static inline std::int32_t input(const byte* x) noexcept {
        if constexpr (copies_input) return *x;
        else return static_cast<std::int8_t>(*x);
    }

    /// Eight inputs at a time, from x to `end`, for four outputs.
    [[gnu::always_inline]] static inline void add_products(std::int32_t (&sums)[4], const byte*& x, const byte*& w,
                                                           const byte* end) noexcept {
        std::int32_t in, product;
        // One input: it, and its product with each of four weights, which begin so many bytes on.
#define CONSTPROP_PRODUCT(sum, at) "ldrb %[p], [%[w], #" at "]\n\tmuls %[p], %[v]\n\tadds %[" sum "], %[p]\n\t"
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
#define CONSTPROP_OPERANDS                                                                                \
    [a] "+l"(sums[0]), [b] "+l"(sums[1]), [c] "+l"(sums[2]), [d] "+l"(sums[3]), [x] "+l"(x), [w] "+l"(w), \
        [v] "=&l"(in), [p] "=&l"(product)
        if constexpr (copies_input)
            asm volatile(CONSTPROP_EIGHT("") : CONSTPROP_OPERANDS : [e] "h"(end) : "cc", "memory");
        else asm volatile(CONSTPROP_EIGHT("sxtb %[v], %[v]\n\t") : CONSTPROP_OPERANDS : [e] "h"(end) : "cc", "memory");
#undef CONSTPROP_OPERANDS
#undef CONSTPROP_EIGHT
#undef CONSTPROP_INPUT
#undef CONSTPROP_PRODUCT
    }

    /// −128 times the sum of the inputs; where they are copied, with 128 added to each. To add is one instruction from any
    /// register.
    [[gnu::always_inline]] static inline std::int32_t prepare(const byte*& x, byte* scratch) noexcept {
        std::uint32_t sum = 0;
        const byte* const end = x + Inputs;
        if constexpr (copies_input) {
            byte* to = scratch;
#pragma GCC unroll 4
            for (; x != end; ++x, ++to) {
                std::uint32_t in = *x;
                in ^= 0x80U;
                *to = static_cast<byte>(in);
                sum += in;
            }
            x = scratch;
        } else {
#pragma GCC unroll 4
            for (const byte* from = x; from != end; ++from) sum += static_cast<std::uint32_t>(input(from));
        }
        return -static_cast<std::int32_t>(128 * sum);
    }

    template <class Then>
    [[gnu::always_inline]] static inline void run_on_bytes(const std::int8_t* weights, const std::int32_t* biases,
                                                           const std::int8_t* values, std::int8_t* y, const Then& then,
                                                           std::int8_t* scratch) noexcept {
        const auto* w = reinterpret_cast<const byte*>(weights);
        const auto* x = reinterpret_cast<const byte*>(values);
        const std::int32_t added = prepare(x, reinterpret_cast<byte*>(scratch));
        std::size_t o = 0;
        if constexpr (fours > 0) do {
                std::int32_t sums[4] = {biases[o] + added, biases[o + 1] + added, biases[o + 2] + added,
                                        biases[o + 3] + added};
                const byte* from = x;
                if constexpr (eights > 0) add_products(sums, from, w, x + eights);
#pragma GCC unroll 8
                for (std::size_t k = eights; k < Inputs; ++k, ++from, w += 4) {
                    const std::int32_t in = input(from);
                    sums[0] += in * w[0], sums[1] += in * w[1], sums[2] += in * w[2], sums[3] += in * w[3];
                }
                if constexpr (Inputs * Outputs <= 512) {  // where code is small, it is written out
#pragma GCC unroll 4
                    for (std::size_t k = 0; k < 4; ++k) y[o + k] = then.by_short_factor(sums[k], o + k);
                    o += 4;
                } else {
#pragma GCC unroll 1
                    for (std::size_t k = 0; k < 4; ++k, ++o) y[o] = then.by_short_factor(sums[k], o);
                }
            } while (o != fours);
#pragma GCC unroll 1
        for (; o < Outputs; ++o) {
            std::int32_t sum = biases[o] + added;
            const byte* from = x;
            const auto add_some = [&](std::size_t count_) CONSTPROP_INLINED {
#pragma GCC unroll 8
                for (std::size_t k = 0; k < count_; ++k) sum += input(from + k) * w[k];
                from += count_;
                w += count_;
                asm("" : "+r"(from), "+r"(w));  // or GCC would compute each address
            };
            if constexpr (eights > 0) {
                const byte* const end = x + eights;
                do add_some(8);
                while (from != end);
            }
            add_some(Inputs % 8);
            y[o] = then.by_short_factor(sum, o);
        }
    }
#endif
};
#undef CONSTPROP_HAS_BYTES

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_BYTE_LINEAR_HPP
