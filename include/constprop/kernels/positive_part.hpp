#ifndef CONSTPROP_KERNELS_POSITIVE_PART_HPP
#define CONSTPROP_KERNELS_POSITIVE_PART_HPP

#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

#if defined(__GNUC__) && !defined(__clang__) && defined(__SSE2__)
namespace detail {
/// x86's maximum of 0 and z: it returns its second operand, z, if that is NaN or if both are zeros.
template <class Value> [[gnu::always_inline]] inline Value maximum_with_zero(Value z) noexcept {
    constexpr bool is_float = floats<Value>, is_vector = vector_type<Value>;
    Value y;
#if defined(__AVX__)
    if constexpr (is_vector && is_float) __asm__("vmaxps {%1, %2, %0|%0, %2, %1}" : "=v"(y) : "vm"(z), "v"(Value{}));
    else if constexpr (is_vector) __asm__("vmaxpd {%1, %2, %0|%0, %2, %1}" : "=v"(y) : "vm"(z), "v"(Value{}));
    else if constexpr (is_float) __asm__("vmaxss {%1, %2, %0|%0, %2, %1}" : "=x"(y) : "xm"(z), "x"(Value{}));
    else __asm__("vmaxsd {%1, %2, %0|%0, %2, %1}" : "=x"(y) : "xm"(z), "x"(Value{}));
#else
    if constexpr (is_vector && is_float) __asm__("maxps {%1, %0|%0, %1}" : "=x"(y) : "x"(z), "0"(Value{}));
    else if constexpr (is_vector) __asm__("maxpd {%1, %0|%0, %1}" : "=x"(y) : "x"(z), "0"(Value{}));
    else if constexpr (is_float) __asm__("maxss {%1, %0|%0, %1}" : "=x"(y) : "xm"(z), "0"(Value{}));
    else __asm__("maxsd {%1, %0|%0, %1}" : "=x"(y) : "xm"(z), "0"(Value{}));
#endif
    return y;
}
}  // namespace detail
#elif defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && defined(__GNUC__) && !defined(__clang__)
namespace detail {
/// Helium's comparison 0 > z, and zeros where it holds; Helium's z < 0 also holds for NaN.
template <class Value> [[gnu::always_inline]] inline Value maximum_with_zero(Value z) noexcept {
    const Value zeros{};
    __asm__("vpt.f32 gt, %q1, %q0\n\tvmovt.i32 %q0, #0" : "+w"(z) : "w"(zeros) : "p0");
    return z;
}
}  // namespace detail
#endif

/// max(z, 0), lane by lane: 0 where z < 0, else z, so that NaN stays NaN and −0 stays −0.
///
/// x86 has an instruction for exactly this, which clang finds. g++ compiles a jump, or, with vectors, a comparison and a
/// selection, which it gets wrong for Helium. On x86, constants are left to the compiler.
template <class Value> [[gnu::always_inline]] constexpr Value positive_part(Value z) noexcept {
    using element = element<Value>;
#if defined(__GNUC__) && !defined(__clang__) && defined(__SSE2__)
    constexpr bool number = floats<Value> || doubles<Value>,
                   in_register = !vector_type<Value> || (sizeof(Value) >= 16 && sizeof(Value) <= vector_bytes);
    if constexpr (number && in_register)
        if (!std::is_constant_evaluated() && !__builtin_constant_p(z)) return detail::maximum_with_zero(z);
#elif defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && defined(__GNUC__) && !defined(__clang__)
    if constexpr (floats<Value> && sizeof(Value) == 16)
        if (!std::is_constant_evaluated()) return detail::maximum_with_zero(z);
#endif
    return z < element(0) ? element(0) : z;
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_POSITIVE_PART_HPP
