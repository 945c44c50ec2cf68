#ifndef CONSTPROP_KERNELS_INT8_HELIUM_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>

/// Instructions of Helium, and what products with them end with.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Whether there is Helium (MVE), which multiplies 16 pairs of bytes and adds the products to one sum: Cortex-M55.
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(CONSTPROP_PLAIN_KERNELS)
#define CONSTPROP_HAS_HELIUM
inline constexpr bool has_byte_sums = true;
#else
inline constexpr bool has_byte_sums = false;
#endif

#if defined(CONSTPROP_HAS_HELIUM)
using sixteen_bytes = vector<std::int8_t, 16>;
using four_words = vector<std::int32_t, 4>;

// In assembly, because GCC computes addresses that a load would step on by itself, and moves additions about.
[[gnu::always_inline]] inline sixteen_bytes load(const std::int8_t*& from) noexcept {
    sixteen_bytes values;
    asm volatile("vldrb.8 %q0, [%1], #16" : "=w"(values), "+r"(from) : : "memory");
    return values;
}
/// `count` bytes, and zeros.
[[gnu::always_inline]] inline sixteen_bytes load_some(const std::int8_t* from, std::int32_t count) noexcept {
    sixteen_bytes values;
    asm volatile("vctp.8 %2\n\tvpst\n\tvldrbt.8 %q0, [%1]" : "=w"(values) : "r"(from), "r"(count) : "p0", "memory");
    return values;
}
[[gnu::always_inline]] inline std::int32_t products(sixteen_bytes x, sixteen_bytes w) noexcept {
    std::int32_t sum;
    asm("vmladav.s8 %0, %q1, %q2" : "=Te"(sum) : "w"(x), "w"(w));
    return sum;
}
[[gnu::always_inline]] inline void add_products(std::int32_t& sum, sixteen_bytes x, sixteen_bytes w) noexcept {
    asm("vmladava.s8 %0, %q1, %q2" : "+Te"(sum) : "w"(x), "w"(w));
}
[[gnu::always_inline]] inline four_words four(const std::int32_t (&v)[4]) noexcept {
    four_words all;
    asm("vmov %q0[2], %q0[0], %1, %3\n\tvmov %q0[3], %q0[1], %2, %4"
        : "=&w"(all)
        : "r"(v[0]), "r"(v[1]), "r"(v[2]), "r"(v[3]));
    return all;
}
[[gnu::always_inline]] inline four_words load_words(const std::int32_t*& from) noexcept {
    four_words all;
    asm volatile("vldrw.32 %q0, [%1], #16" : "=w"(all), "+r"(from) : : "memory");
    return all;
}
/// In a register from here on, instead of made anew where it is used.
[[gnu::always_inline]] inline four_words all_lanes(std::int32_t value) noexcept {
    four_words all;
    asm("vdup.32 %q0, %1" : "=w"(all) : "r"(value));
    return all;
}
/// The same for halves of words.
[[gnu::always_inline]] inline four_words all_halves(std::int32_t value) noexcept {
    four_words all;
    asm("vdup.16 %q0, %1" : "=w"(all) : "r"(value));
    return all;
}
[[gnu::always_inline]] inline void store_four(four_words v, std::int8_t*& to) noexcept {
    asm volatile("vstrb.32 %q1, [%0], #4" : "+l"(to) : "w"(v) : "memory");
}
[[gnu::always_inline]] inline void store_some(four_words v, std::int8_t* to, std::int32_t count) noexcept {
    asm volatile("vctp.32 %2\n\tvpst\n\tvstrbt.32 %q1, [%0]" : : "l"(to), "w"(v), "r"(count) : "memory", "p0");
}

/// What makes int8 of four sums. Halves are rounded up by VQRDMULH, and by VRSHL; what is negative is first made less by one.
template <class Then> struct helium_epilogue {
    const multiplier* by;
    four_words factors, shifts;
    const std::int32_t zero_point;
    const bool is_positive;
    const four_words low, high;

    [[gnu::always_inline]] explicit helium_epilogue(const Then& then_) noexcept
        : by(&then_.of(0)),
          factors(all_lanes(by->factor)),
          shifts(all_lanes(by->shift)),
          zero_point(then_.zero_point),
          is_positive(then_.is_positive()),
          low(all_lanes(then_.low)),
          high(all_lanes(then_.high)) {}

    /// Those of the next four outputs. Factors and shifts lie alternately.
    [[gnu::always_inline]] void load() noexcept {
        if constexpr (Then::per_output) {
            asm volatile("vld20.32 {q6, q7}, [%2]\n\tvld21.32 {q6, q7}, [%2]!\n\tvmov %q0, q6\n\tvmov %q1, q7"
                         : "=w"(factors), "=w"(shifts), "+r"(by)
                         :
                         : "q6", "q7", "memory");
        }
    }
    [[gnu::always_inline]] four_words of(four_words v) const noexcept {
        asm("vqrdmulh.s32 %q0, %q0, %q1" : "+w"(v) : "w"(factors));
        if (!is_positive) {
            four_words negative;
            asm("vshr.s32 %q0, %q1, #31" : "=w"(negative) : "w"(v));
            asm("vadd.i32 %q0, %q0, %q1" : "+w"(v) : "w"(negative));
        }
        asm("vrshl.s32 %q0, %q0, %q1" : "+w"(v) : "w"(shifts));
        asm("vadd.i32 %q0, %q0, %1" : "+w"(v) : "r"(zero_point));
        asm("vmax.s32 %q0, %q0, %q1\n\tvmin.s32 %q0, %q0, %q2" : "+w"(v) : "w"(low), "w"(high));
        return v;
    }
};
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_HPP
