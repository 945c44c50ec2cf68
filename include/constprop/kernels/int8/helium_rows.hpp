#ifndef CONSTPROP_KERNELS_INT8_HELIUM_ROWS_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_ROWS_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/ends.hpp>
#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/int8/move_bytes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_HELIUM)
// 16 inputs of two windows, and four outputs' weights for them. Sums are in registers of even numbers, which are eight.
#define CONSTPROP_HELIUM_OUTPUT(of, k) \
    "vldrb.8 q4, [%[w]], #16\n\t" of " %[a" k "], q0, q4\n\t" of " %[b" k "], q1, q4\n\t"
#define CONSTPROP_HELIUM_CHUNK(of)                                                            \
    "vldrb.8 q0, [%[x]], #16\n\tvldrb.8 q1, [%[z]], #16\n\t" CONSTPROP_HELIUM_OUTPUT(of, "0") \
        CONSTPROP_HELIUM_OUTPUT(of, "1") CONSTPROP_HELIUM_OUTPUT(of, "2") CONSTPROP_HELIUM_OUTPUT(of, "3")
// Four sums of both windows, from one chunk at least. Of those behind the first, which are four in a turn of the loop, the
// first turn has what is left: it is entered in the middle.
#define CONSTPROP_HELIUM_SUMS                                                            \
    "sub %[x], %[end], %[bytes]\n\tmov %[z], %[end]\n\t" CONSTPROP_HELIUM_CHUNK(         \
        "vmladav.s8") "ldr pc, %[enter]\n\t3:\n\t" CONSTPROP_HELIUM_CHUNK("vmladava.s8") \
        CONSTPROP_HELIUM_CHUNK("vmladava.s8") CONSTPROP_HELIUM_CHUNK("vmladava.s8")      \
            CONSTPROP_HELIUM_CHUNK("vmladava.s8") "4:\n\tcmp %[x], %[end]\n\tbne 3b\n\t"
// Where it is entered: so many bytes before its end. adr counts from a multiple of four, which a section of code need not begin
// at unless something in it asks for that: for size, functions do not.
#define CONSTPROP_HELIUM_ENTER \
    ".balign 4\n\tldr %[z], %[enter]\n\tadr %[x], 4f\n\tsubs %[x], %[x], %[z]\n\tstr %[x], %[enter]\n\t"
// The same done to both windows' vectors of four.
#define CONSTPROP_HELIUM_BOTH(of, with) of " q0, q0, " with "\n\t" of " q1, q1, " with "\n\t"
#define CONSTPROP_HELIUM_ROUND_DOWN \
    "vshr.s32 q4, q0, #31\n\tvadd.i32 q0, q0, q4\n\tvshr.s32 q4, q1, #31\n\tvadd.i32 q1, q1, q4\n\t"
// Both windows' values meet in one vector: the first one's are the lower halves of words.
#define CONSTPROP_HELIUM_STORE_FOURS(factors, sign) \
    "vmov q0[2], q0[0], %[a0], %[a2]\n\tvmov q0[3], q0[1], %[a1], %[a3]\n\t"                                      \
    "vmov q1[2], q1[0], %[b0], %[b2]\n\tvmov q1[3], q1[1], %[b1], %[b3]\n\t"                                      \
    "ldrd %[a0], %[a1], %[from]\n\t" factors                                                                      \
    "vldrw.32 q4, [%[a1]], #16\n\tstrd %[a0], %[a1], %[from]\n\t" CONSTPROP_HELIUM_BOTH("vadd.i32", "q4")         \
        CONSTPROP_HELIUM_BOTH("vqrdmulh.s32", "q2") sign CONSTPROP_HELIUM_BOTH(                                   \
            "vrshl.s32", "q3") "vqmovnb.s32 q0, q0\n\tvqmovnt.s32 q0, q1\n\tvqadd.s16 q0, q0, %q[zero]\n\t"        \
                               "vqmovnb.s16 q0, q0\n\t"                                                         \
                               "ldrd %[x], %[z], %[to]\n\tvstrb.32 q0, [%[x]], #4\n\tvshr.u32 q0, q0, #16\n\t"    \
                               "vstrb.32 q0, [%[z]], #4\n\tstrd %[x], %[z], %[to]\n\t"
#define CONSTPROP_HELIUM_TILE(once, factors, sign)                                                                    \
    asm volatile(CONSTPROP_HELIUM_ENTER once "1:\n\t" CONSTPROP_HELIUM_SUMS CONSTPROP_HELIUM_STORE_FOURS(             \
                     factors, sign) "cmp %[w], %[last]\n\tbne 1b"                                                     \
                 : [a0] "=&Te"(a[0]), [a1] "=&Te"(a[1]), [a2] "=&Te"(a[2]), [a3] "=&Te"(a[3]), [b0] "=&Te"(b[0]),     \
                   [b1] "=&Te"(b[1]), [b2] "=&Te"(b[2]), [b3] "=&Te"(b[3]), [x] "=&l"(x), [z] "=&l"(z), [w] "+&r"(w), \
                   [from] "+m"(from), [to] "+m"(to), [enter] "+m"(enter)                                              \
                 : [end] "r"(room + bytes), [bytes] "r"(bytes), [last] "r"(last), [zero] "w"(zero)                    \
                 : "cc", "q0", "q1", "q2", "q3", "q4", "memory")
#define CONSTPROP_HELIUM_TILE_TO(sign)                                                                    \
    if constexpr (Then::per_output)                                                                       \
        CONSTPROP_HELIUM_TILE("", "vld20.32 {q2, q3}, [%[a0]]\n\tvld21.32 {q2, q3}, [%[a0]]!\n\t", sign); \
    else                                                                                                  \
        CONSTPROP_HELIUM_TILE(                                                                            \
            "ldrd %[a0], %[a1], %[from]\n\tldrd %[a0], %[a1], [%[a0]]\n\tvdup.32 q2, %[a0]\n\t"           \
            "vdup.32 q3, %[a1]\n\t",                                                                      \
            "", sign)

/// All outputs, which are a multiple of four, of two windows, which lie one after the other in `bytes` each; the second window's
/// outputs follow the first one's, between the bounds of int8. One function for all convolutions, and one sequence for all that is
/// done to four outputs, because sums take every other register: what is not in use waits in memory.
template <bool IsRelu, class Then>
[[gnu::noinline]] inline void run_helium_tile(const std::int8_t* w, const std::int32_t* biases, const std::int8_t* room,
                                              std::int8_t* y, const Then& then, std::size_t bytes,
                                              std::size_t outputs) noexcept {
    struct {
        const multiplier* by;
        const std::int32_t* biases;
    } from{&then.of(0), biases};
    struct {
        std::int8_t *first, *second;
    } to{y, y + outputs};
    const std::int8_t* const last = w + outputs * bytes;
    const four_words zero = all_halves(then.zero_point);
    std::int32_t a[4], b[4];
    const std::int8_t *x, *z;
    std::size_t enter = (bytes / 16 - 1) % 4 * 56 - 1;  // an odd address: the instruction set stays the same
    if constexpr (IsRelu) {
        CONSTPROP_HELIUM_TILE_TO("");
    } else {
        CONSTPROP_HELIUM_TILE_TO(CONSTPROP_HELIUM_ROUND_DOWN);
    }
}
#undef CONSTPROP_HELIUM_TILE_TO
#undef CONSTPROP_HELIUM_TILE
#undef CONSTPROP_HELIUM_STORE_FOURS
#undef CONSTPROP_HELIUM_ROUND_DOWN
#undef CONSTPROP_HELIUM_BOTH
#undef CONSTPROP_HELIUM_ENTER
#undef CONSTPROP_HELIUM_SUMS
#undef CONSTPROP_HELIUM_CHUNK
#undef CONSTPROP_HELIUM_OUTPUT
#endif

/// Two windows for Helium, with weights as `helium_linear` has them: 14 instructions for 128 multiply-adds. What fills up the
/// last 16 values meets weights of 0.
template <convolution_sizes Sizes> struct helium_rows {
    static constexpr std::size_t count = 2, size = Sizes.taps() * Sizes.inputs, bytes = (size + 15) / 16 * 16,
                                 room_bytes = 2 * bytes;

#if defined(CONSTPROP_HAS_HELIUM)
    [[gnu::always_inline]] static inline void copy(std::int8_t* room, std::size_t row, std::size_t at,
                                                   const std::int8_t* from, std::size_t values) noexcept {
        copy_bytes(room + row * bytes + at, from, values);
    }
    [[gnu::always_inline]] static inline void fill(std::int8_t* room, std::size_t row, std::size_t at,
                                                   std::int8_t value, std::size_t values) noexcept {
        fill_bytes(room + row * bytes + at, value, values);
    }
    template <class Then>
    [[gnu::always_inline]] static inline void run(const std::int8_t* weights, const std::int32_t* biases,
                                                  const std::int8_t* room, std::int8_t* y, const Then& then) noexcept {
        const ends which = ends_of(then);
        if (which == ends::relu) run_helium_tile<true>(weights, biases, room, y, then, bytes, Sizes.outputs);
        else run_helium_tile<false>(weights, biases, room, y, then, bytes, Sizes.outputs);
        if (which == ends::any) clamp_bytes(y, 2 * Sizes.outputs, then.low, then.high);
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_ROWS_HPP
