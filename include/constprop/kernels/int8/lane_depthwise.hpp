#ifndef CONSTPROP_KERNELS_INT8_LANE_DEPTHWISE_HPP
#define CONSTPROP_KERNELS_INT8_LANE_DEPTHWISE_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/int8/row_ring.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Weights of a depthwise convolution as lanes of 16 bits: of four channels, 0, 2, 1 and 3, for a tap; then for the next tap. That
/// is how SXTB16 widens bytes.
template <convolution_sizes Sizes> struct lanes_of_channels : row_major<Sizes.outputs, Sizes.taps()> {
    static constexpr std::size_t taps = Sizes.taps(), weight_bytes = 2 * taps * Sizes.outputs;

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        for (std::size_t tap = 0; tap < taps; ++tap) {
            const std::size_t at = position(output, tap);
            weights[at] = row[tap];
            weights[at + 1] = row[tap] < 0 ? std::int8_t{-1} : std::int8_t{0};
        }
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t tap) noexcept {
        return weights[position(output, tap)];
    }
    using factor = lane_factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t zero_point) noexcept {
        return lane_factor_of(by, zero_point);
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t greatest_sum, const factor* by,
                                              std::size_t factors) noexcept {
        return greatest_sum < 1 << 29 && suit_lanes(by, factors);
    }

 private:
    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t tap) noexcept {
        return 8 * (output / 4 * taps + tap) + 4 * (output % 2) + 2 * (output / 2 % 2);
    }
};

#if defined(CONSTPROP_HAS_LANES)
// Four channels of a pixel, and their products with the weights of a tap, added to the sums of a place.
#define CONSTPROP_LOAD_CHANNELS \
    "ldr %[x0], [%[line], %[from]]\n\tsxtb16 %[x1], %[x0], ror #8\n\tsxtb16 %[x0], %[x0]\n\t"
#define CONSTPROP_ADD_CHANNELS(place, of)                                                                  \
    "ldr %[w0], [%[w], %[" of "]]\n\tsmlabb %[" place "0], %[w0], %[x0], %[" place "0]\n\tsmlatt %[" place \
    "2], %[w0], %[x0], %[" place "2]\n\tldr %[w0], [%[w], %[" of "]+4]\n\tsmlabb %[" place                 \
    "1], %[w0], %[x1], %[" place "1]\n\tsmlatt %[" place "3], %[w0], %[x1], %[" place "3]\n\t"
#define CONSTPROP_CHANNELS_OF(place) \
    [place##0] "+r"(place##0), [place##1] "+r"(place##1), [place##2] "+r"(place##2), [place##3] "+r"(place##3)
#define CONSTPROP_CHANNEL_TEMPORARIES [x0] "=&r"(x0), [x1] "=&r"(x1), [w0] "=&r"(w0)
#endif

/// A depthwise convolution for cores with SMLAD: two places at a time, of four channels, whose bytes are one load. What two
/// windows share is widened once.
template <convolution_sizes Sizes> struct lane_depthwise {
    using ring = row_ring<Sizes>;
    static constexpr bool is_over_input = ring::reads_ahead;
    static constexpr std::size_t scratch_bytes = ring::bytes;

#if defined(CONSTPROP_HAS_LANES)
    template <class Then>
    static inline void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x, std::int8_t* y,
                           const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        choose(ends_of(then), [&](auto ends_) CONSTPROP_INLINED {
            run_rows<decltype(ends_)::value>(weights, biases, x, y, then, zero_point, scratch);
        });
    }

 private:
    static constexpr std::size_t channels = Sizes.inputs, size = Sizes.columns.size, stride = Sizes.columns.stride;

    template <ends Ends, class Then>
    [[gnu::always_inline]] static inline void run_rows(const std::int8_t* weights, const std::int32_t* biases,
                                                       const std::int8_t* x, std::int8_t* y, const Then& then,
                                                       std::int8_t zero_point, std::int8_t* scratch) noexcept {
        ring rows{scratch};
        for (std::size_t row = 0; row < Sizes.rows.places; ++row) {
            const std::size_t top = row * Sizes.rows.stride;
            rows.read(x, top + Sizes.rows.size, zero_point);
            const std::int8_t* lines[Sizes.rows.size];
            for (std::size_t r = 0; r < Sizes.rows.size; ++r) lines[r] = rows.row(top + r);
            constexpr std::size_t pairs = Sizes.columns.places / 2;
            for (std::size_t pair = 0; pair < pairs; ++pair, y += 2 * channels)
                run_places<Ends, 2>(weights, biases, lines, y, then);
            if constexpr (Sizes.columns.places % 2 != 0) {
                run_places<Ends, 1>(weights, biases, lines, y, then);
                y += channels;
            }
        }
    }

    /// use(row, column) for the values that so many windows see, as constants.
    template <std::size_t Places, class Use>
    [[gnu::always_inline]] static inline void for_each_tap(const Use& use) noexcept {
        constexpr std::size_t columns = size + (Places - 1) * stride;
        [&]<std::size_t... K>(std::index_sequence<K...>) CONSTPROP_INLINED {
            (use(std::integral_constant<std::size_t, K / columns>{},
                 std::integral_constant<std::size_t, K % columns>{}),
             ...);
        }
        (std::make_index_sequence<Sizes.rows.size * columns>{});
    }

    /// All channels of so many places; the lines go on to the next ones.
    template <ends Ends, std::size_t Places, class Then>
    [[gnu::noinline]] static void run_places(const std::int8_t* w, const std::int32_t* biases,
                                             const std::int8_t** lines, std::int8_t* y, const Then& given) noexcept {
        const Then then = given;
        const std::int32_t* const end = biases + channels;
        std::int8_t* z = y + channels;
        [[maybe_unused]] auto by = then.by;
        lane_epilogue<Then> to_bytes{then};
        std::size_t o = 0;
        do {
            std::int32_t a0 = biases[0], a1 = biases[1], a2 = biases[2], a3 = biases[3], b0 = a0, b1 = a1, b2 = a2,
                         b3 = a3;
            for_each_tap<Places>([&](auto row_, auto column_) CONSTPROP_INLINED {
                constexpr std::size_t r_ = decltype(row_)::value, c_ = decltype(column_)::value;
                constexpr std::size_t from_ = c_ * channels, of_a_ = 8 * (r_ * size + c_),
                                      of_b_ = c_ < stride ? 0 : 8 * (r_ * size + c_ - stride);
                const std::int8_t* const line_ = lines[r_] + o;
                word x0, x1, w0;
                if constexpr (c_ < size && (Places == 1 || c_ < stride))
                    asm volatile(CONSTPROP_LOAD_CHANNELS CONSTPROP_ADD_CHANNELS("a", "of_a")
                                 : CONSTPROP_CHANNELS_OF(a), CONSTPROP_CHANNEL_TEMPORARIES
                                 : [line] "r"(line_), [w] "r"(w), [from] "i"(from_), [of_a] "i"(of_a_));
                else if constexpr (c_ < size)
                    asm volatile(
                        CONSTPROP_LOAD_CHANNELS CONSTPROP_ADD_CHANNELS("a", "of_a") CONSTPROP_ADD_CHANNELS("b", "of_b")
                        : CONSTPROP_CHANNELS_OF(a), CONSTPROP_CHANNELS_OF(b), CONSTPROP_CHANNEL_TEMPORARIES
                        : [line] "r"(line_), [w] "r"(w), [from] "i"(from_), [of_a] "i"(of_a_), [of_b] "i"(of_b_));
                else if constexpr (c_ >= stride)
                    asm volatile(CONSTPROP_LOAD_CHANNELS CONSTPROP_ADD_CHANNELS("b", "of_b")
                                 : CONSTPROP_CHANNELS_OF(b), CONSTPROP_CHANNEL_TEMPORARIES
                                 : [line] "r"(line_), [w] "r"(w), [from] "i"(from_), [of_b] "i"(of_b_));
            });
            w += 8 * Sizes.taps();
            biases += 4;
            if constexpr (Ends != ends::any && Then::per_output && Places == 2) {
                store_both<Ends>(2 * a0, 2 * b0, by, y, z);
                store_both<Ends>(2 * a1, 2 * b1, by, y, z);
                store_both<Ends>(2 * a2, 2 * b2, by, y, z);
                store_both<Ends>(2 * a3, 2 * b3, by, y, z);
            } else {
                const std::int32_t sums[2][4] = {{a0, a1, a2, a3}, {b0, b1, b2, b3}};
#pragma GCC unroll 4
                for (std::size_t k = 0; k < 4; ++k) {
                    if constexpr (Then::per_output) to_bytes.set(o + k);
#pragma GCC unroll 2
                    for (std::size_t p = 0; p < Places; ++p)
                        to_bytes.template store<Ends>((p == 0 ? y : z) + k, 2 * sums[p][k]);
                }
                y += 4, z += 4;
            }
            o += 4;
        } while (biases != end);
        for (std::size_t r = 0; r < Sizes.rows.size; ++r) lines[r] += Places * Sizes.columns.stride * channels;
    }
#endif
};
#undef CONSTPROP_CHANNEL_TEMPORARIES
#undef CONSTPROP_CHANNELS_OF
#undef CONSTPROP_ADD_CHANNELS
#undef CONSTPROP_LOAD_CHANNELS

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LANE_DEPTHWISE_HPP
