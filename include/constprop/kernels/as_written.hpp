#ifndef CONSTPROP_KERNELS_AS_WRITTEN_HPP
#define CONSTPROP_KERNELS_AS_WRITTEN_HPP

#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

// Arithmetic in the written order, for results that depend on it: -ffast-math and its parts allow compilers to replace
// (x + s) − s by x, and k·a + k·b by k·(a + b). Two kinds of marks forbid that. Each is for one compiler, so a function needs
// both. In ordinary builds, and in constant evaluation, neither has any effect.
//
//     CONSTPROP_AS_WRITTEN       for Clang, the first line of a function body: its operations are not reordered
//     CONSTPROP_ROUNDED(sum)     for GCC: the rounded sum; operations on it are not combined with operations in it. Where
//                                order matters, every partial sum has this mark
//     CONSTPROP_QUOTIENT(a, b)   a / b, for GCC: with all of -ffast-math, GCC divides vectors of float on x86 by an estimate
//                                of 1/b, which makes 1/1 less than 1, and every quotient by 2^127 zero
//
// Clang for x86 also estimates if infinities are excluded, unless the whole body is precise. That mark also sets
// contraction, so it is used only where no bits are promised.

#if defined(__clang__) && defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ && \
    (defined(__x86_64__) || defined(__i386__))
#define CONSTPROP_AS_WRITTEN _Pragma("float_control(precise, on)")
#elif defined(__clang__)
#define CONSTPROP_AS_WRITTEN _Pragma("clang fp reassociate(off)")
#else
#define CONSTPROP_AS_WRITTEN
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__ASSOCIATIVE_MATH__)
#define CONSTPROP_ROUNDED(...) ::constprop::kernels::rounded(__VA_ARGS__)
#if __FINITE_MATH_ONLY__ && defined(__SSE2__)
#define CONSTPROP_QUOTIENT(a, b) ::constprop::kernels::quotient(a, b)
#else
#define CONSTPROP_QUOTIENT(a, b) ((a) / (b))
#endif

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Bytes of the widest registers for floating-point numbers; 0 if there are none.
#if defined(__AVX512F__)
inline constexpr unsigned register_bytes = 64;
#elif defined(__AVX__)
inline constexpr unsigned register_bytes = 32;
#elif defined(__SSE2__) || defined(__aarch64__) || defined(__ARM_NEON) || defined(__ARM_FEATURE_MVE)
inline constexpr unsigned register_bytes = 16;
#elif defined(__ARM_FP)
inline constexpr unsigned register_bytes = __ARM_FP & 8 ? 8 : 4;
#elif defined(__riscv_flen)
inline constexpr unsigned register_bytes = __riscv_flen / 8;
#else
inline constexpr unsigned register_bytes = 0;
#endif

/// Returns x, and hides from GCC how it was computed: an empty asm statement might have changed it.
/// (GCC loses `__builtin_assoc_barrier` when it vectorizes a loop.)
template <class Real> [[gnu::always_inline]] constexpr Real rounded(Real x) noexcept {
    if (__builtin_is_constant_evaluated()) return x;
    if constexpr (std::is_class_v<Real>) {  // a scalar class of the user: its operators are functions
    } else if constexpr (sizeof(Real) > register_bytes || std::is_same_v<Real, long double>) {
        __asm__("" : "+m"(x));
    } else {
#if defined(__SSE2__)
        __asm__("" : "+x"(x));
#elif defined(__ARM_FP) && !defined(__aarch64__)
        if constexpr (std::is_same_v<Real, float>) __asm__("" : "+t"(x));
        else __asm__("" : "+w"(x));
#elif defined(__riscv_flen)
        __asm__("" : "+f"(x));
#elif defined(__aarch64__)
        __asm__("" : "+w"(x));
#endif
    }
    return x;
}

#if defined(__SSE2__)
/// a / b by the instruction that divides floats: one, or a vector of them.
template <class Real> [[gnu::always_inline]] constexpr Real quotient(Real a, Real b) noexcept {
    if (__builtin_is_constant_evaluated()) return a / b;
    if constexpr (std::is_same_v<Real, float>) {
#if defined(__AVX__)
        __asm__("vdivss {%1, %0, %0|%0, %0, %1}" : "+x"(a) : "x"(b));
#else
        __asm__("divss {%1, %0|%0, %1}" : "+x"(a) : "x"(b));
#endif
        return a;
    } else if constexpr (vector_type<Real> && floats<Real> && sizeof(Real) <= register_bytes) {
#if defined(__AVX__)
        __asm__("vdivps {%1, %0, %0|%0, %0, %1}" : "+x"(a) : "x"(b));
#else
        __asm__("divps {%1, %0|%0, %1}" : "+x"(a) : "x"(b));
#endif
        return a;
    } else {
        return a / b;
    }
}
#endif

}  // namespace constprop::inline CONSTPROP_TARGET::kernels
#else
#define CONSTPROP_ROUNDED(...) (__VA_ARGS__)
#define CONSTPROP_QUOTIENT(a, b) ((a) / (b))
#endif

#endif  // CONSTPROP_KERNELS_AS_WRITTEN_HPP
