#ifndef CONSTPROP_KERNELS_INT8_HELIUM_SUM_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_SUM_HPP

#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_HELIUM)
/// x times a multiplier whose shift is not positive, for four values: see `requantize`.
[[gnu::always_inline]] inline four_words times(four_words v, std::int32_t factor, std::int32_t shift) noexcept {
    asm("vqrdmulh.s32 %q0, %q0, %1" : "+w"(v) : "r"(factor));
    if (shift != 0) {
        four_words negative;
        asm("vshr.s32 %q0, %q1, #31" : "=w"(negative) : "w"(v));
        asm("vadd.i32 %q0, %q0, %q1" : "+w"(v) : "w"(negative));
        asm("vrshl.s32 %q0, %1" : "+w"(v) : "r"(shift));
    }
    return v;
}

/// (q − zero point) · 2²⁰ of four bytes.
[[gnu::always_inline]] inline four_words steps_of(const std::int8_t*& from, std::int32_t zero_point) noexcept {
    four_words v;
    asm volatile("vldrb.s32 %q0, [%1], #4" : "=w"(v), "+l"(from) : : "memory");
    asm("vsub.i32 %q0, %q0, %1\n\tvshl.i32 %q0, %q0, #20" : "+w"(v) : "r"(zero_point));
    return v;
}

/// Two rows of values, whose number is a multiple of four, added as `Sum` says. y may be one of the rows.
template <class Sum>
[[gnu::noinline]] inline void add_by_fours(const Sum& sum, const std::int8_t* a, const std::int8_t* b, std::int8_t* y,
                                           std::size_t size, std::int32_t zero_point, std::int32_t low,
                                           std::int32_t high) noexcept {
    const multiplier of_a = sum.to_common[0], of_b = sum.to_common[1], of_sum = sum.from_common;
    const std::int32_t zero_of_a = sum.zero_points[0], zero_of_b = sum.zero_points[1];
    const four_words least = all_lanes(low), greatest = all_lanes(high);
    const std::int8_t* const end = y + size;
    while (y != end) {
        four_words v = times(steps_of(a, zero_of_a), of_a.factor, of_a.shift) +
                       times(steps_of(b, zero_of_b), of_b.factor, of_b.shift);
        v = times(v, of_sum.factor, of_sum.shift);
        asm("vadd.i32 %q0, %q0, %1" : "+w"(v) : "r"(zero_point));
        asm("vmax.s32 %q0, %q0, %q1\n\tvmin.s32 %q0, %q0, %q2" : "+w"(v) : "w"(least), "w"(greatest));
        store_four(v, y);
    }
}
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_SUM_HPP
