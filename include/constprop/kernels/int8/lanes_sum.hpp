#ifndef CONSTPROP_KERNELS_INT8_LANES_SUM_HPP
#define CONSTPROP_KERNELS_INT8_LANES_SUM_HPP

#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_LANES)
/// high_product of (q − zero point) · 2²⁰ and a factor, of 2²¹ · q and of as much of the zero point.
[[gnu::always_inline]] inline std::int32_t product_of_steps(std::int32_t q, std::int32_t zero_point,
                                                            std::int32_t factor) noexcept {
    std::int32_t result;
    asm("rsb %0, %2, %1, lsl #21\n\tsmmulr %0, %0, %3" : "=&r"(result) : "r"(q), "r"(zero_point), "r"(factor));
    return result;
}

/// Two rows of values added as `Sum` says. y may be one of the rows. The one of the greater scale is not shifted, and its
/// factor is 1/2. `Saturates` if the bounds are those of int8.
template <bool Saturates, class Sum>
[[gnu::noinline]] inline void add_by_ones(const Sum& sum, const std::int8_t* a, const std::int8_t* b, std::int8_t* y,
                                          std::size_t size, std::int32_t zero_point, [[maybe_unused]] std::int32_t low,
                                          [[maybe_unused]] std::int32_t high) noexcept {
    const std::size_t greater = sum.to_common[0].shift == 0 ? 0 : 1;
    const std::int8_t *x = greater == 0 ? a : b, *z = greater == 0 ? b : a;
    const std::int32_t zero_of_x = sum.zero_points[greater] * (1 << 19), right = -sum.to_common[1 - greater].shift,
                       zero_of_z = sum.zero_points[1 - greater] * (1 << 21), factor = sum.to_common[1 - greater].factor,
                       half = right == 0 ? 0 : 1 << (right - 1), sign = right == 0 ? 0 : -1;
    const lane_factor of_sum = lane_factor_of(sum.from_common, zero_point);
    const std::int32_t last = of_sum.right;
    const std::int8_t* const end = y + size;
    while (y != end) {
        const std::int32_t p = product_of_steps(*z++, zero_of_z, factor);
        const std::int32_t u = (p + half + ((p >> 31) & sign)) >> right;
        const std::int32_t twice = 2 * (*x++ * (1 << 19) - zero_of_x + u);
        std::int32_t q = saturated(high_product_plus(twice, of_sum.factor, of_sum.more + (twice >> 31)) >> last);
        if constexpr (!Saturates) q = held_between(q, low, high);
        asm volatile("strb %1, [%0], #1" : "+r"(y) : "r"(q) : "memory");
    }
}
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LANES_SUM_HPP
