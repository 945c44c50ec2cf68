#ifndef CONSTPROP_KERNELS_HELIUM_HPP
#define CONSTPROP_KERNELS_HELIUM_HPP

#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

/// Four floats in a register of Arm's Helium (MVE).
///
/// Helium's arithmetic flushes subnormal operands and results, less than 2⁻¹²⁶ in magnitude, to zero.
///
/// These are intrinsics because g++ 12 keeps factors in vector registers, moves lanes through integer registers, and computes
/// addresses that a load could advance by itself.
namespace constprop::inline CONSTPROP_TARGET::kernels::helium {

inline constexpr std::size_t lanes = 4;

/// True if products with rows of `columns` columns are computed here.
template <class T> constexpr bool computes(std::size_t columns) noexcept {
    return has_helium && register_lanes<T> == 1 && columns >= lanes;
}

#if defined(__GNUC__) || defined(__clang__)

using floats = vector<float, lanes>;

/// The greatest step by which a load can advance its address, and its greatest offset, both in floats.
inline constexpr std::size_t longest_step = 127;

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && !defined(__clang__)

/// Four times −0, the sum of nothing.
[[gnu::always_inline]] inline floats no_sums() noexcept {
    floats all;
    asm("vmov.i32 %q0, #0x80000000" : "=w"(all));
    return all;
}

/// Loads four floats, then advances `from` by `Step` floats.
template <std::size_t Step> [[gnu::always_inline]] inline floats load_and_step(const float*& from) noexcept {
    static_assert(Step <= longest_step);
    floats values;
    asm("vldrw.32 %q0, [%1], %2"
        : "=w"(values), "+r"(from)
        : "i"(Step * sizeof(float)), "m"(*reinterpret_cast<const float(*)[4]>(from)));
    return values;
}

/// Loads four numbers of 16 bits as floats, then advances `from` by `Step` numbers.
///
/// `vcvtb.f32.f16` of a register with itself is written as its code, because binutils 2.40 takes q1 for q2, and so on.
template <std::size_t Step> [[gnu::always_inline]] inline floats load_and_step(const half*& from) noexcept {
    static_assert(Step <= longest_step);
    floats values;
    asm("vldrh.u32 %q0, [%1], %2\n"
        ".irp number, 0, 1, 2, 3, 4, 5, 6, 7\n"
        ".ifc q\\number, %q0\n"
        ".inst.w 0xfe3f0e01 + 0x2002 * \\number\n"
        ".endif\n"
        ".endr"
        : "=w"(values), "+l"(from)
        : "i"(Step * sizeof(half)), "m"(*reinterpret_cast<const half(*)[4]>(from)));
    return values;
}
template <std::size_t Step> [[gnu::always_inline]] inline floats load_and_step(const bfloat16*& from) noexcept {
    static_assert(Step <= longest_step);
    floats values;
    asm("vldrh.u32 %q0, [%1], %2\n\tvshl.i32 %q0, %q0, #16"
        : "=w"(values), "+l"(from)
        : "i"(Step * sizeof(bfloat16)), "m"(*reinterpret_cast<const bfloat16(*)[4]>(from)));
    return values;
}

/// Loads four integers as floats, then advances `from` by `Step` integers.
template <std::size_t Step> [[gnu::always_inline]] inline floats load_and_step(const scaled_int8*& from) noexcept {
    static_assert(Step <= longest_step);
    floats values;
    asm("vldrb.s32 %q0, [%1], %2\n\tvcvt.f32.s32 %q0, %q0"
        : "=w"(values), "+l"(from)
        : "i"(Step * sizeof(scaled_int8)), "m"(*reinterpret_cast<const scaled_int8(*)[4]>(from)));
    return values;
}

/// Loads the four floats at from + Offset.
template <std::size_t Offset> [[gnu::always_inline]] inline floats load_at(const float* from) noexcept {
    static_assert(Offset <= longest_step);
    floats values;
    asm("vldrw.32 %q0, [%1, %2]"
        : "=w"(values)
        : "r"(from), "i"(Offset * sizeof(float)), "m"(*reinterpret_cast<const float(*)[4]>(from + Offset)));
    return values;
}

/// Loads one float, with −0, the sum of nothing, in the other lanes, and advances `from` by one.
[[gnu::always_inline]] inline floats load_first(const float*& from) noexcept {
    register floats values asm("s4");
    asm("vmov.i32 q1, #0x80000000\n\tvldmia %1!, {s4}" : "=w"(values), "+r"(from) : "m"(*from));
    return values;
}

template <class Weight> [[gnu::always_inline]] inline floats load_first(const Weight*& from) noexcept {
    const float value = *from++;
    register floats values asm("s4");
    asm("vmov.i32 q1, #0x80000000\n\tvmov.f32 s4, %1" : "=&w"(values) : "t"(value));
    return values;
}

/// Loads four factors, to[k] = from[k], and advances `from` past them.
[[gnu::always_inline]] inline void load_factors(const float*& from, float* to) noexcept {
    register float a asm("r4"), b asm("r5"), c asm("r6"), d asm("r8");
    asm("ldmia %0!, {r4, r5, r6, r8}"
        : "+r"(from), "=r"(a), "=r"(b), "=r"(c), "=r"(d)
        : "m"(*reinterpret_cast<const float(*)[4]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d;
}

[[gnu::always_inline]] inline floats multiply(floats values, float factor) noexcept {
    floats product;
    asm("vmul.f32 %q0, %q1, %2" : "=w"(product) : "w"(values), "r"(factor));
    return product;
}

/// (s0 + s2) + (s1 + s3)
[[gnu::always_inline]] inline float sum_of_lanes(floats values) noexcept {
    register floats all asm("s4") = values;
    float sum;
    asm("vadd.f32 s4, s4, s6\n\tvadd.f32 s5, s5, s7\n\tvadd.f32 %0, s4, s5" : "=t"(sum), "+w"(all));
    return sum;
}

#else

[[gnu::always_inline]] inline floats no_sums() noexcept { return no_sum<lanes, float>(); }
template <std::size_t Step, class Weight>
[[gnu::always_inline]] inline floats load_and_step(const Weight*& from) noexcept {
    const floats values = load<lanes>(from);
    from += Step;
    return values;
}
template <std::size_t Offset> [[gnu::always_inline]] inline floats load_at(const float* from) noexcept {
    return load<lanes>(from + Offset);
}
template <class Weight> [[gnu::always_inline]] inline floats load_first(const Weight*& from) noexcept {
    return floats{*from++, nothing<float>, nothing<float>, nothing<float>};
}
[[gnu::always_inline]] inline void load_factors(const float*& from, float* to) noexcept {
    unroll<lanes>([&](std::size_t k_) CONSTPROP_INLINED { to[k_] = *from++; });
}
[[gnu::always_inline]] inline floats multiply(floats values, float factor) noexcept { return values * factor; }
[[gnu::always_inline]] inline float sum_of_lanes(floats values) noexcept {
    return (values[0] + values[2]) + (values[1] + values[3]);
}

#endif

/// Loads the four numbers at `from`.
template <class Weight> [[gnu::always_inline]] inline floats load_here(const Weight* from) noexcept {
    if constexpr (is_only_stored<Weight>) return load_and_step<0>(from);
    else return load<lanes>(from);
}

/// `values` with −0, the sum of nothing, in the first `Count` lanes.
template <std::size_t Count> [[gnu::always_inline]] inline floats clear_first(const floats& values) noexcept {
    using bits = vector<std::int32_t, lanes>;
    constexpr std::int32_t sign = (std::numeric_limits<std::int32_t>::min)();
    constexpr bits kept{Count > 0 ? 0 : -1, Count > 1 ? 0 : -1, Count > 2 ? 0 : -1, -1};
    if constexpr (Count == 0) return values;
    else return (floats)(((bits)values & kept) | (~kept & sign));
}

#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::helium

#endif  // CONSTPROP_KERNELS_HELIUM_HPP
