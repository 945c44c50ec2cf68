#ifndef CONSTPROP_KERNELS_INT8_MOVE_BYTES_HPP
#define CONSTPROP_KERNELS_INT8_MOVE_BYTES_HPP

#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

/// Rows of values copied and filled: by Helium 16 bytes at a time, else by the compiler; and clamped, where kernels saturate.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

[[gnu::always_inline]] inline void copy_bytes(std::int8_t* to, const std::int8_t* from, std::size_t size) noexcept {
#if defined(CONSTPROP_HAS_HELIUM)
    if (__builtin_constant_p(size) && (size <= 8 || size % 16 != 0) && size <= 15) {
        __builtin_memcpy(to, from, size);
    } else if (__builtin_constant_p(size) && size <= 128) {
#pragma GCC unroll 8
        for (std::size_t k = 0; k + 16 <= size; k += 16)
            asm volatile("vldrb.8 q0, [%1], #16\n\tvstrb.8 q0, [%0], #16" : "+&r"(to), "+&r"(from) : : "q0", "memory");
        if (size % 16 != 0)
            asm volatile("vctp.8 %2\n\tvpstt\n\tvldrbt.8 q0, [%1]\n\tvstrbt.8 q0, [%0]"
                         :
                         : "r"(to), "r"(from), "r"(size % 16)
                         : "q0", "p0", "memory");
    } else {
        asm volatile("wlstp.8 lr, %2, 2f\n\t1:\n\tvldrb.8 q0, [%1], #16\n\tvstrb.8 q0, [%0], #16\n\tletp lr, 1b\n\t2:"
                     : "+&r"(to), "+&r"(from)
                     : "r"(size)
                     : "lr", "q0", "memory");
    }
#else
    __builtin_memcpy(to, from, size);
#endif
}

[[gnu::always_inline]] inline void fill_bytes(std::int8_t* to, std::int8_t value, std::size_t size) noexcept {
#if defined(CONSTPROP_HAS_HELIUM)
    asm volatile("vdup.8 q0, %1\n\twlstp.8 lr, %2, 2f\n\t1:\n\tvstrb.8 q0, [%0], #16\n\tletp lr, 1b\n\t2:"
                 : "+r"(to)
                 : "r"(static_cast<std::int32_t>(value)), "r"(size)
                 : "lr", "q0", "memory");
#else
    __builtin_memset(to, value, size);
#endif
}

/// Values between two bounds. SEL takes the bytes of its first word where the one before subtracted no greater ones.
#if defined(CONSTPROP_HAS_HELIUM)
[[gnu::noinline]] inline void clamp_bytes(std::int8_t* y, std::size_t size, std::int32_t low,
                                          std::int32_t high) noexcept {
    asm volatile(
        "vdup.8 q1, %2\n\tvdup.8 q2, %3\n\twlstp.8 lr, %1, 2f\n\t1:\n\tvldrb.8 q0, [%0]\n\tvmax.s8 q0, q0, q1\n\t"
        "vmin.s8 q0, q0, q2\n\tvstrb.8 q0, [%0], #16\n\tletp lr, 1b\n\t2:"
        : "+r"(y)
        : "r"(size), "r"(low), "r"(high)
        : "lr", "q0", "q1", "q2", "memory");
}
#elif defined(CONSTPROP_HAS_LANES)
[[gnu::noinline]] inline void clamp_bytes(std::int8_t* y, std::size_t size, std::int32_t low,
                                          std::int32_t high) noexcept {
    const word lows = static_cast<std::uint8_t>(low) * 0x01010101U,
               highs = static_cast<std::uint8_t>(high) * 0x01010101U;
    const std::int8_t *const words = y + size / 4 * 4, *const end = y + size;
    for (; y != words; y += 4) {
        word four, rest;
        __builtin_memcpy(&four, y, 4);
        asm("ssub8 %1, %0, %2\n\tsel %0, %0, %2\n\tssub8 %1, %3, %0\n\tsel %0, %0, %3"
            : "+r"(four), "=&r"(rest)
            : "r"(lows), "r"(highs)
            : "cc");
        __builtin_memcpy(y, &four, 4);
    }
    for (; y != end; ++y) *y = static_cast<std::int8_t>(held_between(*y, low, high));
}
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_MOVE_BYTES_HPP
