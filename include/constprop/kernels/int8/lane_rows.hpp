#ifndef CONSTPROP_KERNELS_INT8_LANE_ROWS_HPP
#define CONSTPROP_KERNELS_INT8_LANE_ROWS_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/int8/move_bytes.hpp>
#include <constprop/kernels/int8/window_rows.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_LANES)
// Of two inputs: four outputs of both windows, with their sums a and b. A word of weights has two outputs in each lane; what
// SXTB16 leaves of it are those of the lower ones.
#define CONSTPROP_LANE_PAIR                                                                           \
    "ldrd %[x0], %[x1], [%[x]], #8\n\tldrd %[w0], %[w1], [%[w]], #8\n\t"                              \
    "smlad %[s0], %[w0], %[x0], %[s0]\n\tsmlad %[s2], %[w0], %[x1], %[s2]\n\tsxtb16 %[w0], %[w0]\n\t" \
    "smlad %[b0], %[w0], %[x0], %[b0]\n\tsmlad %[b2], %[w0], %[x1], %[b2]\n\t"                        \
    "smlad %[s1], %[w1], %[x0], %[s1]\n\tsmlad %[s3], %[w1], %[x1], %[s3]\n\tsxtb16 %[w1], %[w1]\n\t" \
    "smlad %[b1], %[w1], %[x0], %[b1]\n\tsmlad %[b3], %[w1], %[x1], %[b3]\n\t"
#define CONSTPROP_LANE_OPERANDS                                                                          \
    [x] "+r"(x), [w] "+r"(w), [s0] "+r"(s0), [s1] "+r"(s1), [s2] "+r"(s2), [s3] "+r"(s3), [b0] "+r"(b0), \
        [b1] "+r"(b1), [b2] "+r"(b2), [b3] "+r"(b3), [x0] "=&r"(x0), [x1] "=&r"(x1), [w0] "=&r"(w0), [w1] "=&r"(w1)

// Stores what is made of two sums of one output, of which twice their values are given, at y and z; all pointers go on.
#define CONSTPROP_LANE_STORE(a, b)                                                                               \
    "asr %[" a "], %[" a "], %[w1]\n\tasr %[" b "], %[" b "], %[w1]\n\tssat %[" a "], #8, %[" a "]\n\tssat %[" b \
    "], #8, %[" b "]\n\tstrb %[" a "], [%[y]], #1\n\tstrb %[" b "], [%[z]], #1\n\t"
#define CONSTPROP_LANE_RELU(a, b)                                                       \
    "ldrd %[w0], %[w1], [%[by]], #8\n\tldr %[x0], [%[by]], #4\n\tsmmlar %[" a "], %[" a \
    "], %[w0], %[x0]\n\tsmmlar %[" b "], %[" b "], %[w0], %[x0]\n\t" CONSTPROP_LANE_STORE(a, b)
#define CONSTPROP_LANE_LINEAR(a, b)                                                                                \
    "ldr %[w0], [%[by]]\n\tldr %[x0], [%[by], #8]\n\tadd %[w1], %[x0], %[" a "], asr #31\n\tsmmlar %[" a "], %[" a \
    "], %[w0], %[w1]\n\tadd %[w1], %[x0], %[" b "], asr #31\n\tsmmlar %[" b "], %[" b                              \
    "], %[w0], %[w1]\n\tldr %[w1], [%[by], #4]\n\tadd %[by], #12\n\t" CONSTPROP_LANE_STORE(a, b)
#define CONSTPROP_LANE_OUTPUTS(of)                                                                                 \
    asm volatile(                                                                                                  \
        of("b0", "b2") of("s0", "s2") of("b1", "b3") of("s1", "s3")                                                \
        : [s0] "+r"(s0), [s1] "+r"(s1), [s2] "+r"(s2), [s3] "+r"(s3), [b0] "+r"(b0), [b1] "+r"(b1), [b2] "+r"(b2), \
          [b3] "+r"(b3), [y] "+r"(y), [z] "+r"(z), [by] "+r"(by), [x0] "=&r"(x0), [w0] "=&r"(w0), [w1] "=&r"(w1)   \
        :                                                                                                          \
        : "memory")

/// All outputs, which are a multiple of four, of two windows that lie in `bytes`; the second window's go `stride` behind the
/// first one's, between the bounds of int8. One function for all convolutions. It takes all registers, the frame pointer's too.
template <ends Ends, class Then>
requires(Ends != ends::any)
[[gnu::noinline, gnu::optimize("O2", "omit-frame-pointer")]] inline void run_lane_tile(
    const std::int8_t* w, const std::int32_t* biases, const std::int8_t* room, std::int8_t* y, const Then& given,
    std::size_t bytes, std::size_t outputs, std::size_t stride) noexcept {
    const Then then = given;
    std::int8_t *z = y + stride, *const last = y + outputs;
    [[maybe_unused]] const auto* by = then.by;
    const std::int8_t *const by_turns = room + bytes % 64, *const end = room + bytes;
    do {
        std::int32_t b0 = biases[0], s0 = start_of(b0, biases[1]), b1 = biases[2], s1 = start_of(b1, biases[3]),
                     b2 = b0, s2 = s0, b3 = b1, s3 = s1;
        biases += 4;
        const std::int8_t* x = room;
        word x0, x1, w0, w1;
        // Four inputs at a time until the others are a multiple of 16.
        asm volatile(
            "1:\n\tldr %[w0], %[by_turns]\n\tcmp %[x], %[w0]\n\tbeq 2f\n\t" CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR
            "b 1b\n\t2:\n\tldr %[w0], %[end]\n\tcmp %[x], %[w0]\n\tbeq 4f\n\t3:\n\t"  //
            CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR
                CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR CONSTPROP_LANE_PAIR
            "ldr %[w0], %[end]\n\tcmp %[x], %[w0]\n\tbne 3b\n\t4:"
            : CONSTPROP_LANE_OPERANDS
            : [by_turns] "m"(by_turns), [end] "m"(end)
            : "cc", "memory");
        s0 = (s0 - b0) >> 7, s1 = (s1 - b1) >> 7, s2 = (s2 - b2) >> 7, s3 = (s3 - b3) >> 7;
        b0 *= 2, b1 *= 2, b2 *= 2, b3 *= 2;
        if constexpr (Ends == ends::relu && Then::per_output) {
            CONSTPROP_LANE_OUTPUTS(CONSTPROP_LANE_RELU);
        } else if constexpr (Ends == ends::linear && Then::per_output) {
            CONSTPROP_LANE_OUTPUTS(CONSTPROP_LANE_LINEAR);
        } else {
            const std::int32_t twice[2][4] = {{b0, s0, b1, s1}, {b2, s2, b3, s3}};
            lane_epilogue<Then> to_bytes{then};
#pragma GCC unroll 4
            for (std::size_t k = 0; k < 4; ++k) {
                if constexpr (Then::per_output) to_bytes.set(outputs - static_cast<std::size_t>(last - y));
                to_bytes.template store<Ends>(y++, twice[0][k]);
                to_bytes.template store<Ends>(z++, twice[1][k]);
            }
        }
    } while (y != last);
}
/// The same between other bounds.
template <ends Ends, class Then>
requires(Ends == ends::any)
[[gnu::noinline]] inline void run_lane_tile(const std::int8_t* w, const std::int32_t* biases, const std::int8_t* room,
                                            std::int8_t* y, const Then& then, std::size_t bytes, std::size_t outputs,
                                            std::size_t stride) noexcept {
    run_lane_tile<ends::linear>(w, biases, room, y, then, bytes, outputs, stride);
    clamp_bytes(y, outputs, then.low, then.high);
    clamp_bytes(y + stride, outputs, then.low, then.high);
}
#undef CONSTPROP_LANE_OUTPUTS
#undef CONSTPROP_LANE_LINEAR
#undef CONSTPROP_LANE_RELU
#undef CONSTPROP_LANE_STORE
#undef CONSTPROP_LANE_OPERANDS
#undef CONSTPROP_LANE_PAIR
#endif

/// Two windows for cores with SMLAD, with weights as `lanes_linear` has them. Values are widened to 16 bits once. Of four, the
/// even ones of both windows lie side by side, then the odd ones: then 12 instructions, on all registers that there are, make 16
/// multiply-adds.
template <convolution_sizes Sizes, class Linear> struct lane_rows {
    static constexpr std::size_t count = 2, size = Sizes.taps() * Sizes.inputs, steps = (size + 3) / 4;
    /// Windows are widened as they are read where that goes by fours; else they are first collected as bytes.
    static constexpr bool by_fours = Sizes.inputs % 4 == 0;
    static constexpr std::size_t begin_of_bytes = 16 * steps, room_bytes = begin_of_bytes + (by_fours ? 0 : 8 * steps);

#if defined(CONSTPROP_HAS_LANES)
    [[gnu::always_inline]] static inline void copy(std::int8_t* room, std::size_t row, std::size_t at,
                                                   const std::int8_t* from, std::size_t values) noexcept {
        if constexpr (by_fours) {
            widen(room + 4 * (at + row), from, values);
        } else {
            copy_bytes(bytes_of(room, row) + at, from, values);
        }
    }
    [[gnu::always_inline]] static inline void fill(std::int8_t* room, std::size_t row, std::size_t at,
                                                   std::int8_t value, std::size_t values) noexcept {
        if constexpr (by_fours) {
            const word two = static_cast<std::uint16_t>(value) * 65537U;
            std::int8_t *to = room + 4 * (at + row), *const end = to + 4 * values;
            while (to != end) asm volatile("str %1, [%0, #8]\n\tstr %1, [%0], #16" : "+r"(to) : "r"(two) : "memory");
        } else {
            fill_bytes(bytes_of(room, row) + at, value, values);
        }
    }

    template <class Then>
    [[gnu::always_inline]] static inline void run(const std::int8_t* weights, const std::int32_t* biases,
                                                  std::int8_t* room, std::int8_t* y, const Then& then) noexcept {
        if constexpr (!by_fours)
            for (std::size_t row = 0; row < 2; ++row) widen(room + 4 * row, bytes_of(room, row), 4 * steps);
        constexpr std::size_t fours = Sizes.outputs / 4 * 4;
        if constexpr (fours > 0) {
            const auto run_to = [&](auto ends_) CONSTPROP_INLINED {
                run_lane_tile<decltype(ends_)::value>(weights, biases, room, y, then, 16 * steps, fours, Sizes.outputs);
            };
            choose(ends_of(then), run_to);
        }
        for (std::size_t o = fours; o < Sizes.outputs; ++o)
            for (std::size_t row = 0; row < 2; ++row) {
                std::int32_t sum = biases[o];
                for (std::size_t i = 0; i < size; ++i)
                    sum += Linear::weight(weights, o, i) * value_at(room + 16 * (i / 4) + 4 * row, i % 4);
                y[row * Sizes.outputs + o] = then(sum, o);
            }
    }

 private:
    [[gnu::always_inline]] static inline std::int8_t* bytes_of(std::int8_t* room, std::size_t row) noexcept {
        return room + begin_of_bytes + row * 4 * steps;
    }
    [[gnu::always_inline]] static inline std::int32_t value_at(const std::int8_t* of_row, std::size_t k) noexcept {
        const std::int8_t* const at = of_row + 8 * (k % 2) + 2 * (k / 2);
        return *at;  // the lower byte has its sign
    }
    [[gnu::always_inline]] static inline void widen(std::int8_t* to, const std::int8_t* from,
                                                    std::size_t values) noexcept {
        const std::int8_t* const end = from + values;
        while (from != end) {
#pragma GCC unroll 4
            for (std::size_t k = 0; k < (Sizes.inputs % 16 == 0 ? 4 : 1); ++k) {
                word four;
                asm volatile("ldr %0, [%1], #4" : "=r"(four), "+r"(from) : : "memory");
                asm volatile("str %2, [%0, #8]\n\tstr %1, [%0], #16"
                             : "+r"(to)
                             : "r"(even_bytes(four)), "r"(odd_bytes(four))
                             : "memory");
            }
        }
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LANE_ROWS_HPP
