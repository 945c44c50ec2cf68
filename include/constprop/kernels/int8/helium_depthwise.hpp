#ifndef CONSTPROP_KERNELS_INT8_HELIUM_DEPTHWISE_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_DEPTHWISE_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/ends.hpp>
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

/// A depthwise convolution for Helium: two places at a time, of eight channels, widened to 16 bits as they are loaded. Products of
/// the even channels are four words, those of the odd ones other four; they meet again where they are narrowed.
template <convolution_sizes Sizes> struct helium_depthwise {
    using ring = row_ring<Sizes>;
    static constexpr bool is_over_input = ring::reads_ahead;
    static constexpr std::size_t scratch_bytes = ring::bytes;

#if defined(CONSTPROP_HAS_HELIUM)
    template <class Then>
    static inline void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x, std::int8_t* y,
                           const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        if (ends_of(then) == ends::relu) run_rows<true>(weights, biases, x, y, then, zero_point, scratch);
        else run_rows<false>(weights, biases, x, y, then, zero_point, scratch);
    }

 private:
    static constexpr std::size_t channels = Sizes.inputs, size = Sizes.columns.size, stride = Sizes.columns.stride;
    using halves = vector<std::int16_t, 8>;

    template <bool IsRelu, class Then>
    [[gnu::always_inline]] static inline void run_rows(const std::int8_t* weights, const std::int32_t* biases,
                                                       const std::int8_t* x, std::int8_t* y, const Then& then,
                                                       std::int8_t zero_point, std::int8_t* scratch) noexcept {
        ring rows{scratch};
        for (std::size_t row = 0; row < Sizes.rows.places; ++row) {
            const std::size_t top = row * Sizes.rows.stride;
            rows.read(x, top + Sizes.rows.size, zero_point);
            const std::int8_t* lines[Sizes.rows.size];
            for (std::size_t r = 0; r < Sizes.rows.size; ++r) lines[r] = rows.row(top + r);
            for (std::size_t pair = 0; pair < Sizes.columns.places / 2; ++pair)
                run_places<IsRelu, 2>(weights, biases, lines, y, then);
            if constexpr (Sizes.columns.places % 2 != 0) run_places<IsRelu, 1>(weights, biases, lines, y, then);
        }
    }

    /// All channels of so many places; the lines, and y, go on to the next ones.
    template <bool IsRelu, std::size_t Places, class Then>
    [[gnu::always_inline]] static inline void run_places(const std::int8_t* w, const std::int32_t* biases,
                                                         const std::int8_t* (&lines)[Sizes.rows.size], std::int8_t*& y,
                                                         const Then& then) noexcept {
        const multiplier* by = &then.of(0);
        const std::int32_t* const end = biases + channels;
        const std::int32_t zero_point = then.zero_point;
        do {
            four_words even[Places], odd[Places];
#pragma GCC unroll 25
            for (std::size_t r = 0; r < Sizes.rows.size; ++r) {
                if (r == 0) add_row<true>(even, odd, lines[r], w);
                else add_row<false>(even, odd, lines[r], w);
                lines[r] += 8;
            }
            register four_words of_even asm("s16"), of_odd asm("s20");
            asm volatile("vld20.32 {q4, q5}, [%2]\n\tvld21.32 {q4, q5}, [%2]!"
                         : "=w"(of_even), "=w"(of_odd), "+r"(biases)
                         :
                         : "memory");
#pragma GCC unroll 2
            for (std::size_t p = 0; p < Places; ++p) add(even[p], of_even), add(odd[p], of_odd);
            if constexpr (Then::per_output) {
                register four_words by_even asm("s16"), left_even asm("s20"), by_odd asm("s24"), left_odd asm("s28");
                asm volatile(
                    "vld40.32 {q4, q5, q6, q7}, [%4]\n\tvld41.32 {q4, q5, q6, q7}, [%4]\n\t"
                    "vld42.32 {q4, q5, q6, q7}, [%4]\n\tvld43.32 {q4, q5, q6, q7}, [%4]!"
                    : "=w"(by_even), "=w"(left_even), "=w"(by_odd), "=w"(left_odd), "+r"(by)
                    :
                    : "memory");
#pragma GCC unroll 2
                for (std::size_t p = 0; p < Places; ++p) {
                    scale(even[p], by_even, left_even, IsRelu || then.is_positive());
                    scale(odd[p], by_odd, left_odd, IsRelu || then.is_positive());
                }
            } else {
#pragma GCC unroll 2
                for (std::size_t p = 0; p < Places; ++p) {
                    scale(even[p], by->factor, by->shift, IsRelu || then.is_positive());
                    scale(odd[p], by->factor, by->shift, IsRelu || then.is_positive());
                }
            }
#pragma GCC unroll 2
            for (std::size_t p = 0; p < Places; ++p) store<IsRelu>(even[p], odd[p], y + p * channels, zero_point, then);
            y += 8;
        } while (biases != end);
        y += (Places - 1) * channels;
#pragma GCC unroll 25
        for (const std::int8_t*& line : lines) line += (Places * stride - 1) * channels;
    }

    // In assembly, because GCC would move additions away from their products, and keep too many of these.
    [[gnu::always_inline]] static inline void add(four_words& sum, four_words v) noexcept {
        asm volatile("vadd.i32 %q0, %q0, %q1" : "+w"(sum) : "w"(v));
    }
    template <bool IsFirst>
    [[gnu::always_inline]] static inline void add_products(four_words& even, four_words& odd, halves x,
                                                           halves w) noexcept {
        if constexpr (IsFirst) {
            asm volatile("vmullb.s16 %q0, %q1, %q2" : "=w"(even) : "w"(x), "w"(w));
            asm volatile("vmullt.s16 %q0, %q1, %q2" : "=w"(odd) : "w"(x), "w"(w));
        } else {
            four_words products;
            asm volatile("vmullb.s16 %q1, %q2, %q3\n\tvadd.i32 %q0, %q0, %q1"
                         : "+w"(even), "=&w"(products)
                         : "w"(x), "w"(w));
            asm volatile("vmullt.s16 %q1, %q2, %q3\n\tvadd.i32 %q0, %q0, %q1"
                         : "+w"(odd), "=&w"(products)
                         : "w"(x), "w"(w));
        }
    }
    /// Eight channels of a pixel; then goes on to the next pixel.
    [[gnu::always_inline]] static inline halves load_pixel(const std::int8_t*& x) noexcept {
        halves v;
        if constexpr (channels <= 127) {
            asm volatile("vldrb.s16 %q0, [%1], %2"
                         : "=w"(v), "+l"(x)
                         : "i"(channels), "m"(*reinterpret_cast<const std::int8_t(*)[8]>(x)));
        } else {
            asm volatile("vldrb.s16 %q0, [%1]" : "=w"(v) : "l"(x), "m"(*reinterpret_cast<const std::int8_t(*)[8]>(x)));
            x += channels;
        }
        return v;
    }
    /// The products of one row of the windows, which share most of their pixels where they are side by side.
    template <bool IsFirst, std::size_t Places>
    [[gnu::always_inline]] static inline void add_row(four_words (&even)[Places], four_words (&odd)[Places],
                                                      const std::int8_t* x, const std::int8_t*& w) noexcept {
        const std::int8_t* z = x + stride * channels;
        halves pixel = load_pixel(x);
#pragma GCC unroll 25
        for (std::size_t c = 0; c < size; ++c) {
            halves weights;
            asm volatile("vldrb.s16 %q0, [%1], #8"
                         : "=w"(weights), "+l"(w)
                         : "m"(*reinterpret_cast<const std::int8_t(*)[8]>(w)));
            if (IsFirst && c == 0) add_products<true>(even[0], odd[0], pixel, weights);
            else add_products<false>(even[0], odd[0], pixel, weights);
            if constexpr (Places == 2 && stride == 1) {
                pixel = load_pixel(x);
            } else if constexpr (Places == 2) {
                pixel = load_pixel(z);
            }
            if constexpr (Places == 2) {
                if (IsFirst && c == 0) add_products<true>(even[1], odd[1], pixel, weights);
                else add_products<false>(even[1], odd[1], pixel, weights);
            }
            if ((Places == 1 || stride != 1) && c + 1 < size) pixel = load_pixel(x);
        }
    }

    /// Products with factors, and shifts, of each channel, or of all: see `requantize`.
    [[gnu::always_inline]] static inline void scale(four_words& v, four_words factors, four_words shifts,
                                                    bool is_positive) noexcept {
        asm volatile("vqrdmulh.s32 %q0, %q0, %q1" : "+w"(v) : "w"(factors));
        if (!is_positive) add_signs(v);
        asm volatile("vrshl.s32 %q0, %q0, %q1" : "+w"(v) : "w"(shifts));
    }
    [[gnu::always_inline]] static inline void scale(four_words& v, std::int32_t factor, std::int32_t shift,
                                                    bool is_positive) noexcept {
        asm volatile("vqrdmulh.s32 %q0, %q0, %1" : "+w"(v) : "r"(factor));
        if (!is_positive) add_signs(v);
        asm volatile("vrshl.s32 %q0, %1" : "+w"(v) : "r"(shift));
    }
    [[gnu::always_inline]] static inline void add_signs(four_words& v) noexcept {
        four_words negative;
        asm volatile("vshr.s32 %q1, %q0, #31\n\tvadd.i32 %q0, %q0, %q1" : "+w"(v), "=&w"(negative));
    }

    template <bool IsRelu, class Then>
    [[gnu::always_inline]] static inline void store(four_words even, four_words odd, std::int8_t* y,
                                                    std::int32_t zero_point,
                                                    [[maybe_unused]] const Then& then) noexcept {
        asm volatile("vqmovnb.s32 %q0, %q0\n\tvqmovnt.s32 %q0, %q1\n\tvqadd.s16 %q0, %q0, %2"
                     : "+w"(even)
                     : "w"(odd), "r"(zero_point));
        if constexpr (IsRelu) asm volatile("vqmovnb.s16 %q0, %q0" : "+w"(even));
        else
            asm volatile("vmax.s16 %q0, %q0, %q1\n\tvmin.s16 %q0, %q0, %q2"
                         : "+w"(even)
                         : "w"(all_halves(then.low)), "w"(all_halves(then.high)));
        asm volatile("vstrb.16 %q0, [%1]" : : "w"(even), "l"(y) : "memory");
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_DEPTHWISE_HPP
