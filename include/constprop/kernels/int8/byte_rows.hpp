#ifndef CONSTPROP_KERNELS_INT8_BYTE_ROWS_HPP
#define CONSTPROP_KERNELS_INT8_BYTE_ROWS_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/byte_linear.hpp>
#include <constprop/kernels/int8/byte_sums.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

#if defined(CONSTPROP_HAS_BYTES)
/// All outputs, which are a multiple of four, of a window that lies at x without signs, filled up to words by zeros. One
/// function for all convolutions.
template <bool IsRelu, class Then>
[[gnu::noinline]] inline void run_byte_tile(const std::int8_t* weights, const std::int32_t* biases, const byte* x,
                                            std::int8_t* y, const Then& then, std::size_t inputs,
                                            std::size_t outputs) noexcept {
    std::uint32_t sum_of_inputs = 0;
    for (const byte *from = x, *const end = x + (inputs + 3) / 4 * 4; from != end;) {
        const auto left = static_cast<std::size_t>(end - from), now = left < 512 ? left : 512;
        sum_of_inputs += sum_of_bytes(from, now);
        from += now;
    }
    const std::int32_t added = -static_cast<std::int32_t>(128 * sum_of_inputs);
    const byte *const by_eights = x + inputs / 8 * 8, *const end = x + inputs;
    const auto* w = reinterpret_cast<const byte*>(weights);
    const auto* by = then.by;
    const std::int8_t* const last = y + outputs;
    do {
        std::int32_t sums[4] = {biases[0] + added, biases[1] + added, biases[2] + added, biases[3] + added};
        const byte* from = x;
        if (from != by_eights) add_byte_products(sums, from, w, by_eights);
        for (; from != end; ++from, w += 4) {
            const std::int32_t in = *from;
            sums[0] += in * w[0], sums[1] += in * w[1], sums[2] += in * w[2], sums[3] += in * w[3];
        }
#pragma GCC unroll 4
        for (std::size_t k = 0; k < 4; ++k) {
            *y++ = from_sum<IsRelu>(sums[k], *by, then);
            if constexpr (Then::per_output) ++by;
        }
        biases += 4;
    } while (y != last);
}
#endif

/// Weights as `byte_linear` has them, for inputs without a sign.
template <convolution_sizes Sizes>
struct bytes_of_windows : byte_linear<Sizes.taps() * Sizes.group_inputs(), Sizes.outputs> {
    static constexpr std::int32_t input_offset = 128;

    /// Whatever the multipliers are: see `from_sum`.
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const short_factor* /*by*/,
                                              std::size_t /*factors*/) noexcept {
        return true;
    }
};

/// One window for cores that load a byte without a sign: 128 is added to values as they are collected.
template <convolution_sizes Sizes> struct byte_rows {
    static constexpr std::size_t count = 1, size = Sizes.taps() * Sizes.inputs, room_bytes = (size + 3) / 4 * 4;

#if defined(CONSTPROP_HAS_BYTES)
    [[gnu::always_inline]] static inline void copy(std::int8_t* room, std::size_t /*row*/, std::size_t at,
                                                   const std::int8_t* from, std::size_t values) noexcept {
        copy_unsigned(bytes(room) + at, reinterpret_cast<const byte*>(from), values);
    }
    [[gnu::always_inline]] static inline void fill(std::int8_t* room, std::size_t /*row*/, std::size_t at,
                                                   std::int8_t value, std::size_t values) noexcept {
        __builtin_memset(room + at, value ^ -128, values);
    }

    template <class Then>
    [[gnu::always_inline]] static inline void run(const std::int8_t* weights, const std::int32_t* biases,
                                                  std::int8_t* room, std::int8_t* y, const Then& then) noexcept {
        if constexpr (size % 4 != 0)
            for (std::size_t k = size; k < room_bytes; ++k) room[k] = 0;
        constexpr std::size_t fours = Sizes.outputs / 4 * 4;
        if constexpr (fours > 0) {
            if (ends_of(then) == ends::relu) run_byte_tile<true>(weights, biases, bytes(room), y, then, size, fours);
            else run_byte_tile<false>(weights, biases, bytes(room), y, then, size, fours);
        }
        for (std::size_t o = fours; o < Sizes.outputs; ++o) {
            std::int32_t sum = biases[o];
            for (std::size_t i = 0; i < size; ++i)
                sum += bytes_of_windows<Sizes>::weight(weights, o, i) * bytes(room)[i];
            y[o] = then(sum, o);
        }
    }

 private:
    static byte* bytes(std::int8_t* room) noexcept { return reinterpret_cast<byte*>(room); }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_BYTE_ROWS_HPP
