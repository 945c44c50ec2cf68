#ifndef CONSTPROP_KERNELS_INT8_HELIUM_ROWS_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_ROWS_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_HELIUM)
// 16 inputs of two windows, and four outputs' weights for them. Sums are in registers of even numbers, which are eight.
#define CONSTPROP_HELIUM_OUTPUT(of, k) \
    "vldrb.8 q2, [%[w]], #16\n\t" of " %[a" k "], q0, q2\n\t" of " %[b" k "], q1, q2\n\t"
#define CONSTPROP_HELIUM_CHUNK(of)                                                            \
    "vldrb.8 q0, [%[x]], #16\n\tvldrb.8 q1, [%[z]], #16\n\t" CONSTPROP_HELIUM_OUTPUT(of, "0") \
        CONSTPROP_HELIUM_OUTPUT(of, "1") CONSTPROP_HELIUM_OUTPUT(of, "2") CONSTPROP_HELIUM_OUTPUT(of, "3")

/// All outputs of two windows, which lie one after the other in `bytes` each; the second window's outputs go `stride` behind
/// the first one's. One function for all convolutions.
template <class Then>
[[gnu::noinline]] inline void run_helium_tile(const std::int8_t* w, const std::int32_t* biases, const std::int8_t* room,
                                              std::int8_t* y, const Then& then, std::size_t bytes,
                                              std::size_t outputs) noexcept {
    helium_epilogue<Then> to_bytes{then};
    std::int8_t* y_of_second = y + outputs;
    std::int32_t left = static_cast<std::int32_t>(outputs);
    do {
        std::int32_t a[4], b[4];
        const std::int8_t *x = room, *z = room + bytes;
        asm volatile(CONSTPROP_HELIUM_CHUNK("vmladav.s8") "tst %[odd], #16\n\tbne 1f\n\t"                //
                     CONSTPROP_HELIUM_CHUNK("vmladava.s8") "1:\n\tcmp %[x], %[end]\n\tbeq 3f\n\t2:\n\t"  //
                     CONSTPROP_HELIUM_CHUNK("vmladava.s8")
                         CONSTPROP_HELIUM_CHUNK("vmladava.s8") "cmp %[x], %[end]\n\tbne 2b\n\t3:"
                     : [a0] "=&Te"(a[0]), [a1] "=&Te"(a[1]), [a2] "=&Te"(a[2]), [a3] "=&Te"(a[3]), [b0] "=&Te"(b[0]),
                       [b1] "=&Te"(b[1]), [b2] "=&Te"(b[2]), [b3] "=&Te"(b[3]), [x] "+&r"(x), [z] "+&r"(z), [w] "+&r"(w)
                     : [end] "r"(room + bytes), [odd] "r"(bytes)
                     : "cc", "q0", "q1", "q2", "memory");
        to_bytes.load();
        const four_words bias = load_words(biases), first = to_bytes.of(four(a) + bias),
                         second = to_bytes.of(four(b) + bias);
        if (left >= 4) {
            store_four(first, y);
            store_four(second, y_of_second);
        } else {
            store_some(first, y, left);
            store_some(second, y_of_second, left);
        }
        left -= 4;
    } while (left > 0);
}
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
        std::int8_t* to = room + row * bytes + at;
        if (__builtin_constant_p(values) && values <= 128) {
#pragma GCC unroll 8
            for (std::size_t k = 0; k + 16 <= values; k += 16)
                asm volatile("vldrb.8 q0, [%1], #16\n\tvstrb.8 q0, [%0], #16"
                             : "+&r"(to), "+&r"(from)
                             :
                             : "q0", "memory");
            if (values % 16 != 0)
                asm volatile("vctp.8 %2\n\tvpstt\n\tvldrbt.8 q0, [%1]\n\tvstrbt.8 q0, [%0]"
                             :
                             : "r"(to), "r"(from), "r"(values % 16)
                             : "q0", "p0", "memory");
            return;
        }
        asm volatile("wlstp.8 lr, %2, 2f\n\t1:\n\tvldrb.8 q0, [%1], #16\n\tvstrb.8 q0, [%0], #16\n\tletp lr, 1b\n\t2:"
                     : "+&r"(to), "+&r"(from)
                     : "r"(values)
                     : "lr", "q0", "memory");
    }
    [[gnu::always_inline]] static inline void fill(std::int8_t* room, std::size_t row, std::size_t at,
                                                   std::int8_t value, std::size_t values) noexcept {
        std::int8_t* to = room + row * bytes + at;
        asm volatile("vdup.8 q0, %1\n\twlstp.8 lr, %2, 2f\n\t1:\n\tvstrb.8 q0, [%0], #16\n\tletp lr, 1b\n\t2:"
                     : "+r"(to)
                     : "r"(static_cast<std::int32_t>(value)), "r"(values)
                     : "lr", "q0", "memory");
    }
    template <class Then>
    [[gnu::always_inline]] static inline void run(const std::int8_t* weights, const std::int32_t* biases,
                                                  const std::int8_t* room, std::int8_t* y, const Then& then) noexcept {
        run_helium_tile(weights, biases, room, y, then, bytes, Sizes.outputs);
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_ROWS_HPP
