#ifndef CONSTPROP_KERNELS_LOAD_SEVERAL_HPP
#define CONSTPROP_KERNELS_LOAD_SEVERAL_HPP

#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// Loads contiguous numbers, to[k] = from[k], and advances `from` past them. Halves become floats; with `Even`, the address of
/// the first is that of a word.
///
/// ARM's floating-point unit loads several numbers with one instruction, which compilers use only to copy blocks of memory.
/// It needs consecutive registers: s16 to s23 for weights, s24 to s31 for their factors.
namespace constprop::inline CONSTPROP_TARGET::kernels::detail {

#if defined(__arm__) && defined(__ARM_FP) && !defined(__ARM_NEON) && defined(__GNUC__) && !defined(__clang__)

/// True for numbers that are loaded faster from the address of a word: see `Even`.
template <class Number> inline constexpr bool loads_words = std::is_same_v<Number, half>;

[[gnu::always_inline]] inline void load_4(const float*& from, float* to) noexcept {
    register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19");
    asm("vldmia %0!, {s16-s19}"
        : "+r"(from), "=t"(a), "=t"(b), "=t"(c), "=t"(d)
        : "m"(*reinterpret_cast<const float(*)[4]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d;
}
[[gnu::always_inline]] inline void load_8(const float*& from, float* to) noexcept {
    register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19"), e asm("s20"), f asm("s21"), g asm("s22"),
        h asm("s23");
    asm("vldmia %0!, {s16-s23}"
        : "+r"(from), "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
        : "m"(*reinterpret_cast<const float(*)[8]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
}
[[gnu::always_inline]] inline void load_8_factors(const float*& from, float* to) noexcept {
    register float a asm("s24"), b asm("s25"), c asm("s26"), d asm("s27"), e asm("s28"), f asm("s29"), g asm("s30"),
        h asm("s31");
    asm("vldmia %0!, {s24-s31}"
        : "+r"(from), "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
        : "m"(*reinterpret_cast<const float(*)[8]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
}

template <std::size_t Count, bool Even>
[[gnu::always_inline]] inline void load_weights(const float*& from, float* to) noexcept {
    if constexpr (Count >= 8) {
        load_8(from, to);
        load_weights<Count - 8, Even>(from, to + 8);
    } else if constexpr (Count >= 4) {
        load_4(from, to);
        load_weights<Count - 4, Even>(from, to + 4);
    } else {
        unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { to[k_] = *from++; });
    }
}

/// Two halves in the register of a float become two floats.
[[gnu::always_inline]] inline void convert_two(float two, float* to) noexcept {
    asm("vcvtb.f32.f16 %0, %1" : "=t"(to[0]) : "t"(two));
    asm("vcvtt.f32.f16 %0, %1" : "=t"(to[1]) : "t"(two));
}
/// As for floats: with other registers, or with instructions that it may move, a compiler copies sums between registers.
[[gnu::always_inline]] inline void load_8(const half*& from, float* to) noexcept {
    register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19"), e asm("s20"), f asm("s21"), g asm("s22"),
        h asm("s23");
    asm("vldmia %0!, {s16-s19}\n\t"
        "vcvtb.f32.f16 s22, s19\n\tvcvtt.f32.f16 s23, s19\n\tvcvtb.f32.f16 s20, s18\n\tvcvtt.f32.f16 s21, s18\n\t"
        "vcvtb.f32.f16 s18, s17\n\tvcvtt.f32.f16 s19, s17\n\tvcvtt.f32.f16 s17, s16\n\tvcvtb.f32.f16 s16, s16"
        : "+r"(from), "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
        : "m"(*reinterpret_cast<const half(*)[8]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
}
/// Loads two halves at an address that need not be that of a word.
[[gnu::always_inline]] inline void load_2(const half*& from, float* to) noexcept {
    float two;
    __builtin_memcpy(&two, from, sizeof(two));
    convert_two(two, to);
    from += 2;
}
template <std::size_t Count, bool Even>
[[gnu::always_inline]] inline void load_weights(const half*& from, float* to) noexcept {
    if constexpr (Even && Count >= 8) {
        load_8(from, to);
        load_weights<Count - 8, Even>(from, to + 8);
    } else if constexpr (Count >= 2) {
        load_2(from, to);
        load_weights<Count - 2, Even>(from, to + 2);
    } else if constexpr (Count == 1) {
        *to = *from++;
    }
}
/// Integers go to the floating-point unit in pairs.
[[gnu::always_inline]] inline void load_8(const scaled_int8*& from, float* to) noexcept {
    register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19"), e asm("s20"), f asm("s21"), g asm("s22"),
        h asm("s23");
    int first, second;
    asm("ldrsb %[first], [%[from]]\n\tldrsb %[second], [%[from], #1]\n\tvmov s16, s17, %[first], %[second]\n\t"
        "ldrsb %[first], [%[from], #2]\n\tldrsb %[second], [%[from], #3]\n\tvmov s18, s19, %[first], %[second]\n\t"
        "ldrsb %[first], [%[from], #4]\n\tldrsb %[second], [%[from], #5]\n\tvmov s20, s21, %[first], %[second]\n\t"
        "ldrsb %[first], [%[from], #6]\n\tldrsb %[second], [%[from], #7]\n\tvmov s22, s23, %[first], %[second]\n\t"
        "vcvt.f32.s32 s16, s16\n\tvcvt.f32.s32 s17, s17\n\tvcvt.f32.s32 s18, s18\n\tvcvt.f32.s32 s19, s19\n\t"
        "vcvt.f32.s32 s20, s20\n\tvcvt.f32.s32 s21, s21\n\tvcvt.f32.s32 s22, s22\n\tvcvt.f32.s32 s23, s23"
        : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g),
          "=t"(h), [first] "=&r"(first), [second] "=&r"(second)
        : [from] "r"(from), "m"(*reinterpret_cast<const scaled_int8(*)[8]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
    from += 8;
}
template <std::size_t Count, bool Even, class Weight>
[[gnu::always_inline]] inline void load_weights(const Weight*& from, float* to) noexcept {
    if constexpr (is_scaled<Weight> && Count >= 8) {
        load_8(from, to);
        load_weights<Count - 8, Even>(from, to + 8);
    } else {
        unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { to[k_] = *from++; });
    }
}
template <std::size_t Count> [[gnu::always_inline]] inline void load_factors(const float*& from, float* to) noexcept {
    if constexpr (Count == 8) load_8_factors(from, to);
    else unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { to[k_] = *from++; });
}

/// Orders the next loads from `from` behind these 8 sums, so that their registers are free.
template <class Weight> [[gnu::always_inline]] inline void load_after(const Weight*& from, float* sum) noexcept {
    asm(""
        : "+r"(from), "+t"(sum[0]), "+t"(sum[1]), "+t"(sum[2]), "+t"(sum[3]), "+t"(sum[4]), "+t"(sum[5]), "+t"(sum[6]),
          "+t"(sum[7]));
}

#else

template <class Number> inline constexpr bool loads_words = false;

template <class Weight>
[[gnu::always_inline]] inline void load_after(const Weight*& /*from*/, float* /*sum*/) noexcept {}
template <std::size_t Count, bool Even, class Weight>
[[gnu::always_inline]] inline void load_weights(const Weight*& from, float* to) noexcept {
    unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { to[k_] = from[k_]; });
    from += Count;
}
template <std::size_t Count> [[gnu::always_inline]] inline void load_factors(const float*& from, float* to) noexcept {
    load_weights<Count, true>(from, to);
}

#endif

/// The biases that sums start from; halves are loaded like weights.
template <std::size_t Count, bool Even, class Bias>
[[gnu::always_inline]] inline void load_biases(Bias bias, float* to) noexcept {
    if constexpr (std::is_same_v<Bias, const half*>) load_weights<Count, Even>(bias, to);
    else unroll<Count>([&](std::size_t c_) CONSTPROP_INLINED { to[c_] = load_bias<1, float>(bias + c_); });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::detail

#endif  // CONSTPROP_KERNELS_LOAD_SEVERAL_HPP
