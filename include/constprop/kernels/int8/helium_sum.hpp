#ifndef CONSTPROP_KERNELS_INT8_HELIUM_SUM_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_SUM_HPP

#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_HELIUM)
// Four values of both rows: what is made of z in steps of the sum, then x is added, which is exact; then what is made of the
// sum. Halves are rounded up by VQRDMULH, and by VRSHL; what is negative is first made less by one.
#define CONSTPROP_HELIUM_ADD(sign_of_sum)                                                                            \
    asm volatile(                                                                                                    \
        "wls lr, %[fours], 2f\n\t1:\n\tvldrb.s32 q0, [%[z]], #4\n\tvldrb.s32 q1, [%[x]], #4\n\t"                     \
        "vmlas.u32 q0, %q[step_of_z], %[from_z]\n\tvqrdmulh.s32 q0, q0, %[by_z]\n\t"                                 \
        "vshr.s32 q3, q0, #31\n\tvadd.i32 q0, q0, q3\n\tvrshl.s32 q0, %[shift_z]\n\t"                                \
        "vmla.u32 q0, q1, %[step_of_x]\n\tvadd.i32 q0, q0, %q[from_x]\n\tvqrdmulh.s32 q0, q0, %[by]\n\t" sign_of_sum \
        "vrshl.s32 q0, %[shift]\n\tvadd.i32 q0, q0, %q[zero]\n\tvmax.s32 q0, q0, %q[low]\n\t"                        \
        "vmin.s32 q0, q0, %q[high]\n\tvstrb.32 q0, [%[y]], #4\n\tle lr, 1b\n\t2:"                                    \
        : [x] "+l"(x), [z] "+l"(z), [y] "+l"(y)                                                                      \
        : [fours] "r"(size / 4), [step_of_z] "w"(step_of_z), [from_z] "r"(from_z), [by_z] "r"(of_z.factor),          \
          [shift_z] "r"(shift_z), [step_of_x] "r"(1 << 19), [from_x] "w"(from_x), [by] "r"(sum.from_common.factor),  \
          [shift] "r"(sum.from_common.shift), [zero] "w"(zero), [low] "w"(least), [high] "w"(greatest)               \
        : "lr", "q0", "q1", "q3", "memory")

/// Two rows of values, whose number is a multiple of four, added as `Sum` says. y may be one of the rows. The one of the greater
/// scale, x, needs no factor: (x − zero point) · 2²⁰ / 2. Where that of z is 1/2, too, twice the steps are halved.
template <class Sum>
[[gnu::noinline]] inline void add_by_fours(const Sum& sum, const std::int8_t* a, const std::int8_t* b, std::int8_t* y,
                                           std::size_t size, std::int32_t zero_point, std::int32_t low,
                                           std::int32_t high) noexcept {
    const std::size_t greater = sum.to_common[0].shift == 0 ? 0 : 1;
    const std::int8_t *x = greater == 0 ? a : b, *z = greater == 0 ? b : a;
    const multiplier of_z = sum.to_common[1 - greater];
    const std::int32_t step = of_z.shift == 0 ? 1 << 21 : 1 << 20, shift_z = of_z.shift == 0 ? -1 : of_z.shift,
                       from_z = -step * sum.zero_points[1 - greater];
    const four_words step_of_z = all_lanes(step), from_x = all_lanes(-(1 << 19) * sum.zero_points[greater]),
                     zero = all_lanes(zero_point), least = all_lanes(low), greatest = all_lanes(high);
    if (low >= zero_point) CONSTPROP_HELIUM_ADD("");
    else CONSTPROP_HELIUM_ADD("vshr.s32 q3, q0, #31\n\tvadd.i32 q0, q0, q3\n\t");
}
#undef CONSTPROP_HELIUM_ADD
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_SUM_HPP
