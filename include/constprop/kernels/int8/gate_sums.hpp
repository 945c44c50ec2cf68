#ifndef CONSTPROP_KERNELS_INT8_GATE_SUMS_HPP
#define CONSTPROP_KERNELS_INT8_GATE_SUMS_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

/// The products of a recurrent layer, unit by unit: the gates of a unit read the same values, so that one load of a value serves
/// all of them.
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

[[nodiscard, gnu::always_inline]] constexpr std::int32_t to_int16(std::int32_t x) noexcept {
    return held_between(x, INT16_MIN, INT16_MAX);
}

/// One number for each gate of a unit.
template <std::size_t Gates> using gate_values = std::int32_t[Gates];

/// Adds Σ w[k][gate] · x[k] to the sum of each gate, over `Count` values x, and moves w behind these weights.
template <std::size_t Count, std::size_t Gates, class Value>
[[gnu::always_inline]] constexpr void add_gate_products(std::int32_t (&sums)[Gates], const std::int8_t*& w,
                                                        const Value* x) noexcept {
    std::int32_t all[Gates];  // apart from what is in memory, so that they stay in registers
    for (std::size_t g = 0; g < Gates; ++g) all[g] = sums[g];
    for (std::size_t k = 0; k < Count; ++k, w += Gates)
#pragma GCC unroll 4
        for (std::size_t g = 0; g < Gates; ++g) all[g] += w[g] * x[k];
    for (std::size_t g = 0; g < Gates; ++g) sums[g] = all[g];
}

/// Steps of the sums become steps of 2⁻¹², within 16 bits. A sum that a factor above 1 would take out of 32 bits is held before.
template <std::size_t Gates>
[[gnu::always_inline]] constexpr void to_gates(std::int32_t (&sums)[Gates], const multiplier* by) noexcept {
    for (std::size_t g = 0; g < Gates; ++g) {
        if (by[g].shift > 0) sums[g] = held_between(sums[g], -(INT32_MAX >> by[g].shift), INT32_MAX >> by[g].shift);
        sums[g] = to_int16(requantize(sums[g], by[g]));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_GATE_SUMS_HPP
