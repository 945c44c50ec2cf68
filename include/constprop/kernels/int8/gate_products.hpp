#ifndef CONSTPROP_KERNELS_INT8_GATE_PRODUCTS_HPP
#define CONSTPROP_KERNELS_INT8_GATE_PRODUCTS_HPP

#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The products of a recurrent layer, unit by unit: its gates read the same values, so that one load of a value serves all of them.
/// The weights of a unit are contiguous: those of x, then those of h.
///
/// With SMLAD, x and h are first widened to 16 bits, and four weights of a gate are one word: 21 instructions for 16 multiply-adds.
template <std::size_t Gates, std::size_t Inputs, std::size_t Hidden> struct gate_products {
    static constexpr std::size_t filled_up(std::size_t count) noexcept {
        return has_lanes ? (count + 3) / 4 * 4 : count;
    }
    static constexpr std::size_t values = filled_up(Inputs) + filled_up(Hidden), unit_bytes = Gates * values;
    static constexpr std::size_t scratch_bytes = has_lanes ? 2 * values : 0;

    /// Where a unit has the weight of value k of x, or of h, for a gate.
    [[nodiscard]] static constexpr std::size_t position_of_x(std::size_t gate, std::size_t k) noexcept {
        return has_lanes ? k / 4 * (4 * Gates) + 4 * gate + k % 4 : k * Gates + gate;
    }
    [[nodiscard]] static constexpr std::size_t position_of_h(std::size_t gate, std::size_t k) noexcept {
        return position_of_x(gate, filled_up(Inputs) + k);
    }

    /// Called before the first unit.
    static constexpr void prepare([[maybe_unused]] const std::int8_t* x, [[maybe_unused]] const std::int16_t* h,
                                  [[maybe_unused]] std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_LANES)
        if (std::is_constant_evaluated()) return;
        widen<Inputs>(x, scratch);
        widen<Hidden>(h, scratch + 2 * filled_up(Inputs));
#endif
    }

    /// a += W x, b += U h for one unit, whose weights begin at w; returns where those of the next one begin.
    [[nodiscard, gnu::always_inline]] static constexpr const std::int8_t* add(
        const std::int8_t* w, const std::int8_t* x, const std::int16_t* h, [[maybe_unused]] const std::int8_t* scratch,
        std::int32_t (&a)[Gates], std::int32_t (&b)[Gates]) noexcept {
#if defined(CONSTPROP_HAS_LANES)
        if (!std::is_constant_evaluated()) {
            add_on_lanes<filled_up(Inputs)>(w, scratch, a);
            add_on_lanes<filled_up(Hidden)>(w, scratch, b);
            return w;
        }
        for (std::size_t g = 0; g < Gates; ++g) {
            for (std::size_t k = 0; k < Inputs; ++k) a[g] += w[position_of_x(g, k)] * x[k];
            for (std::size_t k = 0; k < Hidden; ++k) b[g] += w[position_of_h(g, k)] * h[k];
        }
        return w + unit_bytes;
#else
        return add_plain<Hidden>(add_plain<Inputs>(w, x, a), h, b);
#endif
    }

 private:
    template <std::size_t Count, class Value>
    [[gnu::always_inline]] static constexpr const std::int8_t* add_plain(const std::int8_t* w, const Value* x,
                                                                         std::int32_t (&sums)[Gates]) noexcept {
        std::int32_t all[Gates];  // apart from what is in memory, so that they stay in registers
        for (std::size_t g = 0; g < Gates; ++g) all[g] = sums[g];
        for (std::size_t k = 0; k < Count; ++k, w += Gates)
#pragma GCC unroll 4
            for (std::size_t g = 0; g < Gates; ++g) all[g] += w[g] * x[k];
        for (std::size_t g = 0; g < Gates; ++g) sums[g] = all[g];
        return w;
    }

#if defined(CONSTPROP_HAS_LANES)
    /// Values (0, 2) and (1, 3) of four become words, because that is how SXTB16 widens the bytes of weights.
    template <std::size_t Count, class Value> static void widen(const Value* from, std::int8_t* to) noexcept {
        for (std::size_t k = 0; k < filled_up(Count); ++k) {
            const auto one = static_cast<std::int16_t>(k < Count ? from[k] : 0);
            __builtin_memcpy(to + 2 * (k / 4 * 4 + k % 2 * 2 + k / 2 % 2), &one, 2);
        }
    }
    template <std::size_t Count>
    [[gnu::always_inline]] static inline void add_on_lanes(const std::int8_t*& w, const std::int8_t*& x,
                                                           std::int32_t (&sums)[Gates]) noexcept {
        const std::int8_t* const end = x + 2 * Count;
        std::int32_t all[Gates];
        for (std::size_t g = 0; g < Gates; ++g) all[g] = sums[g];
        do {
            word even, odd;
            load_two(even, odd, x);
#pragma GCC unroll 2
            for (std::size_t g = 0; g < Gates / 2 * 2; g += 2) {
                word w0, w1;
                load_two(w0, w1, w);
                add_products(all[g], even_bytes(w0), even), add_products(all[g], odd_bytes(w0), odd);
                add_products(all[g + 1], even_bytes(w1), even), add_products(all[g + 1], odd_bytes(w1), odd);
            }
            if constexpr (Gates % 2 == 1) {
                word last;
                asm volatile("ldr %0, [%1], #4" : "=r"(last), "+r"(w) : : "memory");
                add_products(all[Gates - 1], even_bytes(last), even);
                add_products(all[Gates - 1], odd_bytes(last), odd);
            }
        } while (x != end);
        for (std::size_t g = 0; g < Gates; ++g) sums[g] = all[g];
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_GATE_PRODUCTS_HPP
