#ifndef CONSTPROP_KERNELS_SHORT_FLOAT_HPP
#define CONSTPROP_KERNELS_SHORT_FLOAT_HPP

#include <constprop/kernels/target.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>

/// Floating-point numbers of 16 bits, for storage: parameters lie in memory in half the bytes of floats, and become floats
/// where a kernel loads them.
namespace constprop {

/// IEEE 754's binary16: 5 bits of exponent, 11 significant bits; from 2⁻²⁴ to 65,504.
///
/// Converting to float is exact. Converting from float or double rounds to nearest, to even in a tie; what is rounded beyond
/// 65,504 becomes infinite, as in PyTorch.
struct CONSTPROP_TAGGED half {
    std::uint16_t bits;

    half() noexcept = default;
    template <std::floating_point Real> explicit constexpr half(Real value_) noexcept;
    template <std::floating_point Real> constexpr half& operator=(Real value) noexcept { return *this = half(value); }
    constexpr operator float() const noexcept;
};

/// The upper half of a float: 8 bits of exponent, 8 significant bits; the range of a float.
///
/// Converting to float is exact. Converting from float or double rounds to nearest, to even in a tie.
struct CONSTPROP_TAGGED bfloat16 {
    std::uint16_t bits;

    bfloat16() noexcept = default;
    template <std::floating_point Real> explicit constexpr bfloat16(Real value_) noexcept;
    template <std::floating_point Real> constexpr bfloat16& operator=(Real value) noexcept {
        return *this = bfloat16(value);
    }
    constexpr operator float() const noexcept;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// True for floating-point numbers of 16 bits.
template <class Number> inline constexpr bool is_short_float = false;
template <> inline constexpr bool is_short_float<half> = true;
template <> inline constexpr bool is_short_float<bfloat16> = true;

/// True if a number is stored as infinity.
constexpr bool is_infinite(half number) noexcept { return (number.bits & 0x7fff) == 0x7c00; }
constexpr bool is_infinite(bfloat16 number) noexcept { return (number.bits & 0x7fff) == 0x7f80; }

/// The bits of the nearest number with `Exponent` bits of exponent and `Mantissa` bits behind the point; in a tie, the even one.
template <int Exponent, int Mantissa> constexpr std::uint16_t bits_of_nearest(double x) noexcept {
    using wide = std::uint64_t;
    constexpr int lowest = 2 - (1 << (Exponent - 1));  // the exponent of subnormal numbers
    constexpr wide infinite = ((wide{1} << Exponent) - 1) << Mantissa, infinite_double = wide{0x7ff} << 52;
    const wide all = __builtin_bit_cast(wide, x), magnitude = all & ~(wide{1} << 63),
               sign = all >> 63 << (Exponent + Mantissa);
    if (magnitude > infinite_double) return static_cast<std::uint16_t>(sign | infinite | wide{1} << (Mantissa - 1));

    const int exponent = static_cast<int>(magnitude >> 52) - 1023;
    const bool subnormal = exponent < lowest;
    const int dropped = 52 - Mantissa + (subnormal ? lowest - exponent : 0);
    if (dropped > 54) return static_cast<std::uint16_t>(sign);  // less than half of the smallest number
    const wide significand = (magnitude & ((wide{1} << 52) - 1)) | wide{1} << 52, half_a_bit = wide{1} << (dropped - 1),
               rest = significand & (2 * half_a_bit - 1);
    wide bits = significand >> dropped;
    if (rest > half_a_bit || (rest == half_a_bit && bits % 2 != 0)) ++bits;
    // The leading 1 counts in the exponent's field.
    if (!subnormal) bits += static_cast<wide>(exponent - lowest) << Mantissa;
    return static_cast<std::uint16_t>(sign | (bits < infinite ? bits : infinite));
}

/// The float that half bits stand for, by integers.
constexpr float float_of_half_bits(std::uint32_t bits) noexcept {
    const std::uint32_t sign = (bits & 0x8000U) << 16, magnitude = bits & 0x7fffU;
    std::uint32_t all = magnitude << 13;
    if (magnitude >= 0x7c00U) {
        all += (0xffU - 0x1fU) << 23;
        if (magnitude > 0x7c00U) all |= 0x400000U;  // a quiet NaN, as hardware makes it
    } else if (magnitude >= 0x400U) {
        all += (127U - 15U) << 23;
    } else if (magnitude != 0) {
        // A subnormal number, m · 2⁻²⁴: a normal float.
        std::uint32_t exponent = 127U - 14U;
        for (; (all & 0x800000U) == 0; all <<= 1) --exponent;
        all = (all & 0x7fffffU) | exponent << 23;
    }
    return __builtin_bit_cast(float, sign | all);
}

/// Where the floating-point unit converts halves, as all of Arm's M profile do, by its instruction.
[[gnu::always_inline]] constexpr float to_float(half number) noexcept {
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && defined(__ARM_FP) && (__ARM_FP & 4) && \
    (defined(__GNUC__) || defined(__clang__))
    if (!std::is_constant_evaluated()) {
        const auto bits = __builtin_bit_cast(float, std::uint32_t{number.bits});
        float value;
        __asm__("vcvtb.f32.f16 %0, %1" : "=t"(value) : "t"(bits));
        return value;
    }
#endif
    return float_of_half_bits(number.bits);
}
[[gnu::always_inline]] constexpr float to_float(bfloat16 number) noexcept {
    return __builtin_bit_cast(float, std::uint32_t{number.bits} << 16);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

namespace constprop {

template <std::floating_point Real>
constexpr half::half(Real value_) noexcept : bits(kernels::bits_of_nearest<5, 10>(static_cast<double>(value_))) {}
constexpr half::operator float() const noexcept { return kernels::to_float(*this); }

template <std::floating_point Real>
constexpr bfloat16::bfloat16(Real value_) noexcept
    : bits(kernels::bits_of_nearest<8, 7>(static_cast<double>(value_))) {}
constexpr bfloat16::operator float() const noexcept { return kernels::to_float(*this); }

}  // namespace constprop

#endif  // CONSTPROP_KERNELS_SHORT_FLOAT_HPP
