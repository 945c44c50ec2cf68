#ifndef CONSTPROP_KERNELS_INT8_GATE_SUMS_HPP
#define CONSTPROP_KERNELS_INT8_GATE_SUMS_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

/// What becomes of the sums of a recurrent layer's gates.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

[[nodiscard, gnu::always_inline]] constexpr std::int32_t to_int16(std::int32_t x) noexcept {
    return held_between(x, INT16_MIN, INT16_MAX);
}

/// One number for each gate of a unit.
template <std::size_t Gates> using gate_values = std::int32_t[Gates];

/// Steps of a sum become steps of 2⁻¹², within 16 bits: requantize(sum, by), but that a sum which a factor above 1 would take out
/// of 32 bits is held before. A factor is not INT_MIN, so that products fit.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t to_gate(std::int32_t sum, const multiplier& by) noexcept {
    if (by.shift > 0)
        return to_int16(requantize(held_between(sum, -(INT32_MAX >> by.shift), INT32_MAX >> by.shift), by));
    const auto product = static_cast<std::int32_t>((std::int64_t{sum} * by.factor + (std::int64_t{1} << 30)) >> 31);
    return to_int16(divide_by_power(product, -by.shift));
}
template <std::size_t Gates>
[[gnu::always_inline]] constexpr void to_gates(std::int32_t (&sums)[Gates], const multiplier* by) noexcept {
    for (std::size_t g = 0; g < Gates; ++g) sums[g] = to_gate(sums[g], by[g]);
}

/// requantize(x, {2³⁰, 1 − exponent}), which is x / 2^exponent, rounded twice; |x| < 2³¹ − 1, 1 ≤ exponent.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t divide_twice(std::int32_t x, std::int32_t exponent) noexcept {
    return divide_small((x + 1) >> 1, exponent - 1);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_GATE_SUMS_HPP
