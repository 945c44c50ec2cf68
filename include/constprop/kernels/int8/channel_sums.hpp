#ifndef CONSTPROP_KERNELS_INT8_CHANNEL_SUMS_HPP
#define CONSTPROP_KERNELS_INT8_CHANNEL_SUMS_HPP

#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Sums of so many channels, over at most 255 pixels where there are several: then 16 bits hold one.
#if defined(CONSTPROP_HAS_HELIUM)
struct channel_sums {
    static constexpr std::size_t count = 8;
    vector<std::int16_t, 8> all{};

    [[gnu::always_inline]] void add(const std::int8_t* pixel) noexcept {
        vector<std::int16_t, 8> values;
        asm volatile("vldrb.s16 %q0, [%1]" : "=w"(values) : "l"(pixel) : "memory");
        all += values;
    }
    [[nodiscard, gnu::always_inline]] std::int32_t of(std::size_t k) const noexcept { return all[k]; }
};
#elif defined(CONSTPROP_HAS_LANES)
struct channel_sums {
    static constexpr std::size_t count = 4;
    word even = 0, odd = 0;

    [[gnu::always_inline]] void add(const std::int8_t* pixel) noexcept {
        word four;
        asm volatile("ldr %0, [%1]" : "=r"(four) : "r"(pixel) : "memory");
        asm("sxtab16 %0, %0, %1" : "+r"(even) : "r"(four));
        asm("sxtab16 %0, %0, %1, ror #8" : "+r"(odd) : "r"(four));
    }
    [[nodiscard, gnu::always_inline]] std::int32_t of(std::size_t k) const noexcept {
        return static_cast<std::int16_t>((k % 2 == 0 ? even : odd) >> (k < 2 ? 0 : 16));
    }
};
#else
struct channel_sums {
    static constexpr std::size_t count = 1;
    std::int32_t all = 0;

    constexpr void add(const std::int8_t* pixel) noexcept { all += *pixel; }
    [[nodiscard]] constexpr std::int32_t of(std::size_t /*k*/) const noexcept { return all; }
};
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_CHANNEL_SUMS_HPP
