#ifndef CONSTPROP_KERNELS_INT8_HELIUM_DEPTHWISE_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_DEPTHWISE_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/int8/row_ring.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Weights of a depthwise convolution: those of eight channels for a tap, then for the next tap.
template <convolution_sizes Sizes> struct eights_of_channels : row_major<Sizes.outputs, Sizes.taps()> {
    static constexpr std::size_t taps = Sizes.taps();

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        for (std::size_t tap = 0; tap < taps; ++tap) weights[position(output, tap)] = row[tap];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t tap) noexcept {
        return weights[position(output, tap)];
    }
    template <class Factor>
    [[nodiscard]] static constexpr bool suits(std::int64_t greatest_sum, const Factor* by,
                                              std::size_t factors) noexcept {
        for (std::size_t k = 0; k < factors; ++k)
            if (by[k].shift > -1) return false;
        return greatest_sum < 1 << 30;
    }

 private:
    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t tap) noexcept {
        return 8 * (output / 8 * taps + tap) + output % 8;
    }
};

/// A depthwise convolution for Helium, eight channels at a time, widened to 16 bits as they are loaded. Products of the even
/// channels are four words, those of the odd ones other four; they meet again where they are narrowed.
template <convolution_sizes Sizes> struct helium_depthwise {
    using ring = row_ring<Sizes>;
    static constexpr bool is_over_input = ring::reads_ahead;
    static constexpr std::size_t scratch_bytes = ring::bytes;

#if defined(CONSTPROP_HAS_HELIUM)
    template <class Then>
    static inline void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x, std::int8_t* y,
                           const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        ring rows{scratch};
        for (std::size_t row = 0; row < Sizes.rows.places; ++row) {
            const std::size_t top = row * Sizes.rows.stride;
            rows.read(x, top + Sizes.rows.size, zero_point);
            const std::int8_t* lines[Sizes.rows.size];
            for (std::size_t r = 0; r < Sizes.rows.size; ++r) lines[r] = rows.row(top + r);
            for (std::size_t column = 0; column < Sizes.columns.places; ++column, y += channels) {
                run_place(weights, biases, lines, y, then);
                for (const std::int8_t*& line : lines) line += Sizes.columns.stride * channels;
            }
        }
    }

 private:
    static constexpr std::size_t channels = Sizes.inputs, size = Sizes.columns.size;
    using halves = vector<std::int16_t, 8>;

    [[gnu::always_inline]] static inline four_words twice_in_lanes(std::int32_t value) noexcept {
        return all_lanes(static_cast<std::int32_t>(65537U * static_cast<std::uint16_t>(value)));
    }

    template <class Then>
    [[gnu::always_inline]] static inline void run_place(const std::int8_t* w, const std::int32_t* biases,
                                                        const std::int8_t* const* lines, std::int8_t* y,
                                                        const Then& then) noexcept {
        const multiplier* by = &then.of(0);
        const std::int32_t* const end = biases + channels;
        const four_words low = twice_in_lanes(then.low), high = twice_in_lanes(then.high);
        std::size_t o = 0;
        do {
            four_words even{}, odd{};
#pragma GCC unroll 8
            for (std::size_t r = 0; r < Sizes.rows.size; ++r) {
                const std::int8_t* x = lines[r] + o;
#pragma GCC unroll 8
                for (std::size_t c = 0; c < size; ++c, x += channels) {
                    halves values, weights_, products_;
                    asm volatile("vldrb.s16 %q0, [%1]" : "=w"(values) : "l"(x));
                    asm volatile("vldrb.s16 %q0, [%1], #8" : "=w"(weights_), "+l"(w));
                    if (r == 0 && c == 0) {
                        asm("vmullb.s16 %q0, %q1, %q2" : "=&w"(even) : "w"(values), "w"(weights_));
                        asm("vmullt.s16 %q0, %q1, %q2" : "=&w"(odd) : "w"(values), "w"(weights_));
                    } else {
                        asm("vmullb.s16 %q1, %q2, %q3\n\tvadd.i32 %q0, %q0, %q1"
                            : "+w"(even), "=&w"(products_)
                            : "w"(values), "w"(weights_));
                        asm("vmullt.s16 %q1, %q2, %q3\n\tvadd.i32 %q0, %q0, %q1"
                            : "+w"(odd), "=&w"(products_)
                            : "w"(values), "w"(weights_));
                    }
                }
            }
            asm volatile(
                "vld20.32 {q4, q5}, [%2]\n\tvld21.32 {q4, q5}, [%2]!\n\tvadd.i32 %q0, %q0, q4\n\t"
                "vadd.i32 %q1, %q1, q5"
                : "+w"(even), "+w"(odd), "+r"(biases)
                :
                : "q4", "q5", "memory");
            if constexpr (Then::per_output)
                asm volatile(
                    "vld40.32 {q4, q5, q6, q7}, [%2]\n\tvld41.32 {q4, q5, q6, q7}, [%2]\n\t"
                    "vld42.32 {q4, q5, q6, q7}, [%2]\n\tvld43.32 {q4, q5, q6, q7}, [%2]!\n\t"
                    "vqrdmulh.s32 %q0, %q0, q4\n\tvqrdmulh.s32 %q1, %q1, q6\n\t"
                    "cmp %3, #0\n\tbne 1f\n\tvshr.s32 q4, %q0, #31\n\tvadd.i32 %q0, %q0, q4\n\t"
                    "vshr.s32 q4, %q1, #31\n\tvadd.i32 %q1, %q1, q4\n\t1:\n\t"
                    "vrshl.s32 %q0, %q0, q5\n\tvrshl.s32 %q1, %q1, q7"
                    : "+w"(even), "+w"(odd), "+r"(by)
                    : "r"(static_cast<std::int32_t>(then.is_positive()))
                    : "q4", "q5", "q6", "q7", "cc", "memory");
            else {
                const auto scale_ = [&](four_words& v) CONSTPROP_INLINED {
                    four_words negative;
                    asm("vqrdmulh.s32 %q0, %q0, %1" : "+w"(v) : "r"(by->factor));
                    asm("vshr.s32 %q0, %q1, #31" : "=w"(negative) : "w"(v));
                    if (!then.is_positive()) v += negative;
                    asm("vrshl.s32 %q0, %1" : "+w"(v) : "r"(by->shift));
                };
                scale_(even), scale_(odd);
            }
            asm volatile(
                "vqmovnb.s32 %q0, %q0\n\tvqmovnt.s32 %q0, %q1\n\tvqadd.s16 %q0, %q0, %3\n\t"
                "vmax.s16 %q0, %q0, %q4\n\tvmin.s16 %q0, %q0, %q5\n\tvstrb.16 %q0, [%2]"
                : "+w"(even)
                : "w"(odd), "l"(y + o), "r"(then.zero_point), "w"(low), "w"(high)
                : "memory");
            o += 8;
        } while (biases != end);
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_DEPTHWISE_HPP
