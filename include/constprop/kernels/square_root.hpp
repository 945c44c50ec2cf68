#ifndef CONSTPROP_KERNELS_SQUARE_ROOT_HPP
#define CONSTPROP_KERNELS_SQUARE_ROOT_HPP

#include <constprop/kernels/software_sqrt.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The square root at run time: the target's instruction if it has one, else `software_sqrt`. Both round correctly, so
/// they agree in every bit (except the sign of the NaN for x < 0, which depends on the instruction).
///
/// The instruction is written in assembly, because `__builtin_sqrt` also calls the C library, to set errno for negative
/// arguments. Newer Clang offers the bare operation, which its vectorizer also knows.
#if defined(__clang__) && defined(__has_builtin) && (defined(__SSE2__) || defined(__aarch64__))
#if __has_builtin(__builtin_elementwise_sqrt)
#define CONSTPROP_ELEMENTWISE_SQRT
#endif
#endif

#if defined(CONSTPROP_ELEMENTWISE_SQRT)
inline float square_root(float x) noexcept { return __builtin_elementwise_sqrt(x); }
inline double square_root(double x) noexcept { return __builtin_elementwise_sqrt(x); }

#elif defined(__GNUC__) && defined(__AVX__)
inline float square_root(float x) noexcept {
    float y;
    __asm__("vsqrtss {%1, %1, %0|%0, %1, %1}" : "=x"(y) : "x"(x));
    return y;
}
inline double square_root(double x) noexcept {
    double y;
    __asm__("vsqrtsd {%1, %1, %0|%0, %1, %1}" : "=x"(y) : "x"(x));
    return y;
}

#elif defined(__GNUC__) && defined(__SSE2__)
inline float square_root(float x) noexcept {
    float y;
    __asm__("sqrtss {%1, %0|%0, %1}" : "=x"(y) : "x"(x));
    return y;
}
inline double square_root(double x) noexcept {
    double y;
    __asm__("sqrtsd {%1, %0|%0, %1}" : "=x"(y) : "x"(x));
    return y;
}

#elif defined(__GNUC__) && defined(__aarch64__)
inline float square_root(float x) noexcept {
    float y;
    __asm__("fsqrt %s0, %s1" : "=w"(y) : "w"(x));
    return y;
}
inline double square_root(double x) noexcept {
    double y;
    __asm__("fsqrt %d0, %d1" : "=w"(y) : "w"(x));
    return y;
}

#else
#if defined(__GNUC__) && defined(__ARM_FP) && (__ARM_FP & 4)
inline float square_root(float x) noexcept {
    float y;
    __asm__("vsqrt.f32 %0, %1" : "=t"(y) : "t"(x));
    return y;
}
#elif defined(__GNUC__) && defined(__riscv_flen)
inline float square_root(float x) noexcept {
    float y;
    __asm__("fsqrt.s %0, %1" : "=f"(y) : "f"(x));
    return y;
}
#else
inline float square_root(float x) noexcept { return software_sqrt(x); }
#endif

#if defined(__GNUC__) && defined(__ARM_FP) && (__ARM_FP & 8)
inline double square_root(double x) noexcept {
    double y;
    __asm__("vsqrt.f64 %P0, %P1" : "=w"(y) : "w"(x));
    return y;
}
#elif defined(__GNUC__) && defined(__riscv_flen) && __riscv_flen >= 64
inline double square_root(double x) noexcept {
    double y;
    __asm__("fsqrt.d %0, %1" : "=f"(y) : "f"(x));
    return y;
}
#else
inline double square_root(double x) noexcept { return software_sqrt(x); }
#endif
#endif

#undef CONSTPROP_ELEMENTWISE_SQRT

/// The square root in constant evaluation, too.
constexpr float sqrt(float x) noexcept { return __builtin_is_constant_evaluated() ? software_sqrt(x) : square_root(x); }
constexpr double sqrt(double x) noexcept {
    return __builtin_is_constant_evaluated() ? software_sqrt(x) : square_root(x);
}

/// The square root of every lane of a vector.
template <class V> inline V square_roots(V x) noexcept {
    V y = x;  // every lane is written below, which GCC 12 does not see
#if defined(__GNUC__) && defined(__SSE2__)
    constexpr bool whole = sizeof(V) >= 16 && sizeof(V) <= vector_bytes;
    if constexpr (whole && sizeof(x[0]) == 4) {
#if defined(__AVX__)
        __asm__("vsqrtps {%1, %0|%0, %1}" : "=v"(y) : "v"(x));
#else
        __asm__("sqrtps {%1, %0|%0, %1}" : "=x"(y) : "x"(x));
#endif
        return y;
    } else if constexpr (whole && sizeof(x[0]) == 8) {
#if defined(__AVX__)
        __asm__("vsqrtpd {%1, %0|%0, %1}" : "=v"(y) : "v"(x));
#else
        __asm__("sqrtpd {%1, %0|%0, %1}" : "=x"(y) : "x"(x));
#endif
        return y;
    } else
#endif
    {
        for (unsigned lane = 0; lane < sizeof(V) / sizeof(x[0]); ++lane) y[lane] = square_root(x[lane]);
        return y;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_SQUARE_ROOT_HPP
