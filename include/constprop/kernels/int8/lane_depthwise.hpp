#ifndef CONSTPROP_KERNELS_INT8_LANE_DEPTHWISE_HPP
#define CONSTPROP_KERNELS_INT8_LANE_DEPTHWISE_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/ends.hpp>
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

/// Weights of a depthwise convolution as they are.
template <convolution_sizes Sizes> struct lanes_of_channels : row_major<Sizes.outputs, Sizes.taps()> {
    using factor = lane_factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t zero_point) noexcept {
        return lane_factor_of(by, zero_point);
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t greatest_sum, const factor* by,
                                              std::size_t factors) noexcept {
        return greatest_sum < 1 << 29 && suit_lanes(by, factors);
    }
};

/// A depthwise convolution for cores with SMLAD: one channel of the whole image after the other. Its rows are copied, widened to 16
/// bits, so that a word has two values side by side, and an SMLAD adds two taps of a row. Weights are words of taps (0, 1), (2, 3) …
/// for windows that begin at an even value, and (1, 2), (3, 4) … for those that begin at an odd one; a tap that is left over is
/// half of one of those words.
///
/// The lines that a window sees are in slots, line k in slot k mod `lines`. So the rows of weights are there twice, and where the
/// window's first line is not in the first slot, they begin as many rows earlier.
template <convolution_sizes Sizes> struct lane_depthwise {
    static constexpr bool is_over_input = row_ring<Sizes>::reads_ahead;
    static constexpr std::size_t channels = Sizes.inputs;
    /// Lines are rows; or columns, where those are longer, and outputs lie where the inputs did, or all lie in one line.
    static constexpr bool by_columns = Sizes.columns.places < Sizes.rows.places &&
                                       (Sizes.columns.length == 1 || (Sizes.columns.places == Sizes.columns.length &&
                                                                      Sizes.rows.places == Sizes.rows.length));
    static constexpr axis down = by_columns ? Sizes.columns : Sizes.rows,
                          along = by_columns ? Sizes.rows : Sizes.columns;
    static constexpr std::size_t lines = down.size, size = along.size, places = along.places, stride = along.stride,
                                 pixels = (places - 1) * stride + size;
    /// From a value to the next one of its line, from a line to the next one; for inputs, outputs, and taps.
    struct steps {
        std::size_t along, down;
    };
    static constexpr steps make_steps(std::size_t pixel, std::size_t row) noexcept {
        return by_columns ? steps{row, pixel} : steps{pixel, row};
    }
    static constexpr steps of_inputs = make_steps(channels, Sizes.columns.length* channels),
                           of_outputs = make_steps(channels, Sizes.columns.places* channels),
                           of_taps = make_steps(1, Sizes.columns.size);
    static constexpr std::size_t at_once = places < 2 ? places : 2, line_bytes = (2 * pixels + 7) / 4 * 4;
    static constexpr std::size_t even_words = size == 1 ? 1 : size / 2, odd_words = (size - 1) / 2,
                                 row_words = even_words + odd_words;
    static constexpr std::size_t begin_of_lines = std::size_t{8} * lines * row_words,
                                 scratch_bytes = begin_of_lines + lines * line_bytes;

#if defined(CONSTPROP_HAS_LANES)
    template <class Then>
    static inline void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x, std::int8_t* y,
                           const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        const bool is_relu = ends_of(then) == ends::relu;
        for (std::size_t k = 0; k < channels; ++k, ++x, ++y, weights += Sizes.taps()) {
            put_words(weights, scratch);
            if (is_relu) run_channel<ends::relu>(2 * biases[k], x, y, k, then, zero_point, scratch);
            else run_channel<ends::any>(2 * biases[k], x, y, k, then, zero_point, scratch);
        }
    }

 private:
    /// Twice the weights, because what makes bytes of sums takes twice their values.
    [[gnu::always_inline]] static inline void put_words(const std::int8_t* weights, std::int8_t* to) noexcept {
        constexpr std::size_t again = 4 * lines * row_words;
#pragma GCC unroll 1
        for (std::size_t r = 0; r < lines; ++r, weights += of_taps.down) {
#pragma GCC unroll 25
            for (std::size_t j = 0; j < row_words; ++j, to += 4) {
                const std::size_t c = j < even_words ? 2 * j : 2 * (j - even_words) + 1;
                const word low = static_cast<word>(weights[c * of_taps.along]),
                           high = c + 1 < size ? static_cast<word>(weights[(c + 1) * of_taps.along]) : 0;
                const word both = 2 * ((low & 0x7FFFU) + (high << 16));
                __builtin_memcpy(__builtin_assume_aligned(to, 4), &both, 4);
                __builtin_memcpy(__builtin_assume_aligned(to + again, 4), &both, 4);
            }
        }
    }

    /// Line k of the padded image, of one channel.
    static void read_line(std::int8_t* line, const std::int8_t* x, std::size_t k, std::int8_t zero_point) noexcept {
        constexpr std::size_t before = along.before, length = along.length,
                              last = before + length < pixels ? before + length : pixels;
        const std::size_t row = k - down.before;  // before the first row, this wraps to a large number
        const bool is_there = row < down.length;
        std::int8_t* to = line;
        const std::int32_t padding = zero_point;
        const auto fill = [&](std::size_t count_) CONSTPROP_INLINED {
#pragma GCC unroll 4
            for (; count_ > 0; --count_) asm volatile("strh %1, [%0], #2" : "+r"(to) : "r"(padding) : "memory");
        };
        if (!is_there) return fill(pixels);
        fill(before);
        const std::int8_t *from = x + row * of_inputs.down, *const end = from + (last - before) * of_inputs.along;
        const auto copy_some = [&](std::size_t count_) CONSTPROP_INLINED {
            word value_;
#pragma GCC unroll 4
            for (; count_ > 0; --count_)
                if constexpr (of_inputs.along < 256)
                    asm volatile("ldrsb %2, [%1], %3\n\tstrh %2, [%0], #2"
                                 : "+&r"(to), "+&r"(from), "=&r"(value_)
                                 : "i"(of_inputs.along)
                                 : "memory");
                else
                    asm volatile("ldrsb %2, [%1]\n\tadd %1, %3\n\tstrh %2, [%0], #2"
                                 : "+&r"(to), "+&r"(from), "=&r"(value_)
                                 : "r"(of_inputs.along)
                                 : "memory");
        };
        copy_some((last - before) % 4);
        while (from != end) copy_some(4);
        fill(pixels - last);
    }

    /// Two words from a constant offset on.
    template <std::size_t At>
    [[gnu::always_inline]] static inline void load_pair(std::uint32_t& first, std::uint32_t& second,
                                                        const std::int8_t* from) noexcept {
        asm volatile("ldrd %0, %1, [%2, %3]" : "=&r"(first), "=&r"(second) : "r"(from), "i"(At) : "memory");
    }
    /// Words from a constant offset on. LDRD reaches 1,020 bytes; what lies beyond needs a pointer of its own.
    template <std::size_t At, std::size_t Count>
    [[gnu::always_inline]] static inline void load_words(std::uint32_t (&words)[Count],
                                                         const std::int8_t* from) noexcept {
        if constexpr (At > 0 && At + 4 * Count > 1024) {
            load_words<0>(words, from + At);
        } else {
            [&]<std::size_t... Pair>(std::index_sequence<Pair...>) CONSTPROP_INLINED {
                (load_pair<At + 8 * Pair>(words[2 * Pair], words[2 * Pair + 1], from), ...);
            }(std::make_index_sequence<Count / 2>{});
            if constexpr (Count % 2 != 0)
                asm volatile("ldr %0, [%1, %2]"
                             : "=r"(words[Count - 1])
                             : "r"(from), "i"(At + 4 * (Count - 1))
                             : "memory");
        }
    }

    /// The products of the values in one slot, for so many windows side by side.
    template <std::size_t Slot, std::size_t Places>
    [[gnu::always_inline]] static inline void add_slot(std::int32_t (&sums)[Places], const std::int8_t* x,
                                                       const std::int8_t* weights) noexcept {
        constexpr std::size_t values = ((Places - 1) * stride + size + 1) / 2;
        word value[values], weight[row_words];
        load_words<Slot * line_bytes>(value, x);
        load_words<4 * Slot * row_words>(weight, weights);
        const word *const even = weight, *const odd = weight + even_words;
#pragma GCC unroll 4
        for (std::size_t p = 0; p < Places; ++p) {
            const word* v = value + p * stride / 2;
            if (p * stride % 2 == 0) {
#pragma GCC unroll 13
                for (std::size_t j = 0; j < size / 2; ++j) add_products(sums[p], even[j], *v++);
                if (size == 1) asm("smlabb %0, %1, %2, %0" : "+r"(sums[p]) : "r"(*v), "r"(even[0]));
                else if (size % 2 != 0)
                    asm("smlabt %0, %1, %2, %0" : "+r"(sums[p]) : "r"(*v), "r"(weight[row_words - 1]));
            } else {
                asm("smlatb %0, %1, %2, %0" : "+r"(sums[p]) : "r"(*v++), "r"(even[0]));
#pragma GCC unroll 13
                for (std::size_t j = 0; j < odd_words; ++j) add_products(sums[p], odd[j], *v++);
                if (size % 2 == 0) asm("smlabt %0, %1, %2, %0" : "+r"(sums[p]) : "r"(*v), "r"(even[even_words - 1]));
            }
        }
    }

    template <ends Ends, std::size_t Places, class Then>
    [[gnu::always_inline]] static inline void run_places(std::int32_t twice_bias, const std::int8_t* x,
                                                         const std::int8_t* weights, std::int8_t*& y,
                                                         lane_epilogue<Then>& to_bytes) noexcept {
        std::int32_t sums[Places];
#pragma GCC unroll 4
        for (std::int32_t& sum : sums) sum = twice_bias;
        [&]<std::size_t... Slot>(std::index_sequence<Slot...>)
            CONSTPROP_INLINED { (add_slot<Slot>(sums, x, weights), ...); }(std::make_index_sequence<lines>{});
#pragma GCC unroll 4
        for (const std::int32_t sum : sums) {
            to_bytes.template store<Ends>(y, sum);
            y += of_outputs.along;
        }
    }

    template <ends Ends, class Then>
    [[gnu::noinline]] static void run_channel(std::int32_t twice_bias, const std::int8_t* x, std::int8_t* y,
                                              std::size_t k, const Then& then, std::int8_t zero_point,
                                              std::int8_t* scratch) noexcept {
        std::int8_t* const first_line = scratch + begin_of_lines;
        lane_epilogue<Then> to_bytes{then};
        to_bytes.set(k);
        std::size_t next = 0, first_slot = 0;
        for (; next < lines; ++next) read_line(first_line + next * line_bytes, x, next, zero_point);
        for (std::size_t row = 0;;) {
            const std::int8_t *line = first_line, *const weights = scratch + 4 * (lines - first_slot) * row_words;
            constexpr std::size_t step = 2 * at_once * stride, rest = places % at_once;
#pragma GCC unroll 2
            for (std::size_t block = 0; block < places / at_once; ++block, line += step)
                run_places<Ends, at_once>(twice_bias, line, weights, y, to_bytes);
            if constexpr (rest > 0) run_places<Ends, rest>(twice_bias, line, weights, y, to_bytes);
            if (++row == down.places) return;
            y += of_outputs.down - places * of_outputs.along;  // which may be backwards, and wraps
            for (std::size_t s = 0; s < down.stride; ++s) {
                read_line(first_line + first_slot * line_bytes, x, next++, zero_point);
                if (++first_slot == lines) first_slot = 0;
            }
        }
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LANE_DEPTHWISE_HPP
