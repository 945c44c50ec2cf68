#ifndef CONSTPROP_KERNELS_INT8_HELIUM_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_LINEAR_HPP

#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Whether there is Helium (MVE), which multiplies 16 pairs of bytes and adds the products to one sum: Cortex-M55.
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(CONSTPROP_PLAIN_KERNELS)
#define CONSTPROP_HAS_HELIUM
inline constexpr bool has_byte_sums = true;
#else
inline constexpr bool has_byte_sums = false;
#endif

/// The product for Helium: four outputs at a time, of 16 inputs each, which is nine instructions for 64 multiply-adds. Rows
/// and outputs are filled up with zeros.
template <std::size_t Inputs, std::size_t Outputs> struct helium_linear : plain_linear<Inputs, Outputs> {
    static constexpr std::size_t chunks = (Inputs + 15) / 16, groups = (Outputs + 3) / 4;
    static constexpr std::size_t weight_bytes = 64 * chunks * groups, stored_outputs = 4 * groups;

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        std::int8_t* const to = weights + position(output, 0);
        for (std::size_t i = 0; i < Inputs; ++i) to[i / 16 * 64 + i % 16] = row[i];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return weights[position(output, input)];
    }
    template <class Factor>
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const Factor* by,
                                              std::size_t factors) noexcept {
        for (std::size_t k = 0; k < factors; ++k)
            if (by[k].shift > -1) return false;
        return true;
    }

    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_HELIUM)
        if (!std::is_constant_evaluated()) return run_on_helium(weights, biases, x, y, then);
#endif
        run_as_defined<helium_linear>(weights, biases, x, y, then, scratch);
    }

 private:
    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t input) noexcept {
        return 64 * (output / 4 * chunks + input / 16) + 16 * (output % 4) + input % 16;
    }

#if defined(CONSTPROP_HAS_HELIUM)
    using bytes = vector<std::int8_t, 16>;
    using words = vector<std::int32_t, 4>;

    // In assembly, because GCC computes addresses that a load would step on by itself, and moves additions about.
    [[gnu::always_inline]] static inline bytes load(const std::int8_t*& from) noexcept {
        bytes values;
        asm volatile("vldrb.8 %q0, [%1], #16" : "=w"(values), "+r"(from));
        return values;
    }
    /// `count` bytes, and zeros.
    [[gnu::always_inline]] static inline bytes load_some(const std::int8_t* from, std::int32_t count) noexcept {
        bytes values;
        asm volatile("vctp.8 %2\n\tvpst\n\tvldrbt.8 %q0, [%1]" : "=w"(values) : "r"(from), "r"(count) : "p0");
        return values;
    }
    [[gnu::always_inline]] static inline std::int32_t products(bytes x, bytes w) noexcept {
        std::int32_t sum;
        asm("vmladav.s8 %0, %q1, %q2" : "=Te"(sum) : "w"(x), "w"(w));
        return sum;
    }
    [[gnu::always_inline]] static inline void add_products(std::int32_t& sum, bytes x, bytes w) noexcept {
        asm("vmladava.s8 %0, %q1, %q2" : "+Te"(sum) : "w"(x), "w"(w));
    }
    [[gnu::always_inline]] static inline words four(const std::int32_t (&v)[4]) noexcept {
        words all;
        asm("vmov %q0[2], %q0[0], %1, %3\n\tvmov %q0[3], %q0[1], %2, %4"
            : "=&w"(all)
            : "r"(v[0]), "r"(v[1]), "r"(v[2]), "r"(v[3]));
        return all;
    }
    [[gnu::always_inline]] static inline words load_words(const std::int32_t*& from) noexcept {
        words all;
        asm volatile("vldrw.32 %q0, [%1], #16" : "=w"(all), "+r"(from));
        return all;
    }
    /// In a register from here on, instead of made anew where it is used.
    [[gnu::always_inline]] static inline words all_lanes(std::int32_t value) noexcept {
        words all;
        asm("vdup.32 %q0, %1" : "=w"(all) : "r"(value));
        return all;
    }
    [[gnu::always_inline]] static inline void store_four(words v, std::int8_t*& to) noexcept {
        asm volatile("vstrb.32 %q1, [%0], #4" : "+l"(to) : "w"(v) : "memory");
    }
    [[gnu::always_inline]] static inline void store_some(words v, std::int8_t* to, std::int32_t count) noexcept {
        asm volatile("vctp.32 %2\n\tvpst\n\tvstrbt.32 %q1, [%0]" : : "l"(to), "w"(v), "r"(count) : "memory", "p0");
    }

    /// What makes int8 of four sums. Halves are rounded up by VQRDMULH, and by VRSHL; what is negative is first made less by one.
    template <class Then> struct epilogue {
        const multiplier* by;
        const std::int32_t factor_, shift, zero_point;
        const bool is_positive;
        const words low, high;

        [[gnu::always_inline]] explicit epilogue(const Then& then) noexcept
            : by(&then.of(0)),
              factor_(by->factor),
              shift(by->shift),
              zero_point(then.zero_point),
              is_positive(then.is_positive()),
              low(all_lanes(then.low)),
              high(all_lanes(then.high)) {}

        [[gnu::always_inline]] words operator()(words v) noexcept {
            if constexpr (Then::per_output) {
                // Factors and shifts lie alternately.
                if (is_positive)
                    asm volatile(
                        "vld20.32 {q6, q7}, [%1]\n\tvld21.32 {q6, q7}, [%1]!\n\tvqrdmulh.s32 %q0, %q0, q6\n\t"
                        "vrshl.s32 %q0, %q0, q7"
                        : "+w"(v), "+r"(by)
                        :
                        : "q6", "q7");
                else
                    asm volatile(
                        "vld20.32 {q6, q7}, [%1]\n\tvld21.32 {q6, q7}, [%1]!\n\tvqrdmulh.s32 %q0, %q0, q6\n\t"
                        "vshr.s32 q6, %q0, #31\n\tvadd.i32 %q0, %q0, q6\n\t"
                        "vrshl.s32 %q0, %q0, q7"
                        : "+w"(v), "+r"(by)
                        :
                        : "q6", "q7");
            } else {
                asm("vqrdmulh.s32 %q0, %q0, %1" : "+w"(v) : "r"(factor_));
                if (!is_positive) {
                    words negative;
                    asm("vshr.s32 %q0, %q1, #31" : "=w"(negative) : "w"(v));
                    asm("vadd.i32 %q0, %q0, %q1" : "+w"(v) : "w"(negative));
                }
                asm("vrshl.s32 %q0, %1" : "+w"(v) : "r"(shift));
            }
            asm("vadd.i32 %q0, %q0, %1" : "+w"(v) : "r"(zero_point));
            asm("vmax.s32 %q0, %q0, %q1\n\tvmin.s32 %q0, %q0, %q2" : "+w"(v) : "w"(low), "w"(high));
            return v;
        }
    };

    static constexpr std::size_t whole = Inputs / 16,
                                 turn = whole <= 8 ? whole : (whole % 8 == 0 ? 8 : (whole % 4 == 0 ? 4 : 1));

    template <class Then>
    [[gnu::always_inline]] static inline void run_on_helium(const std::int8_t* w, const std::int32_t* biases,
                                                            const std::int8_t* x, std::int8_t* y,
                                                            const Then& then) noexcept {
        epilogue<Then> to_bytes{then};
        const std::int8_t* const end_of_outputs = y + Outputs / 4 * 4;
        const auto four_outputs = [&]() CONSTPROP_INLINED {
            std::int32_t sums[4];
            const std::int8_t* from = x;
            const auto first_chunk = [&](bytes x_) CONSTPROP_INLINED {
#pragma GCC unroll 4
                for (std::int32_t& sum_ : sums) sum_ = products(x_, load(w));
            };
            const auto next_chunk = [&](bytes x_) CONSTPROP_INLINED {
#pragma GCC unroll 4
                for (std::int32_t& sum_ : sums) add_products(sum_, x_, load(w));
            };
            if constexpr (whole > 0) {
                first_chunk(load(from));
#pragma GCC unroll 8
                for (std::size_t k = 1; k < turn; ++k) next_chunk(load(from));
                if constexpr (turn < whole) {
                    const std::int8_t* const end = x + 16 * whole;
                    do {
#pragma GCC unroll 8
                        for (std::size_t k = 0; k < turn; ++k) next_chunk(load(from));
                    } while (from != end);
                }
            }
            if constexpr (Inputs % 16 != 0) {
                const bytes rest = load_some(from, Inputs % 16);
                if constexpr (whole > 0) next_chunk(rest);
                else first_chunk(rest);
            }
            return to_bytes(four(sums) + load_words(biases));
        };
        if constexpr (Outputs >= 4) do
                store_four(four_outputs(), y);
            while (y != end_of_outputs);
        if constexpr (Outputs % 4 != 0) store_some(four_outputs(), y, Outputs % 4);
    }
#endif
};
#undef CONSTPROP_HAS_HELIUM

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_LINEAR_HPP
