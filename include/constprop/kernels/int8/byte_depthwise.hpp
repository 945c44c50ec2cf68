#ifndef CONSTPROP_KERNELS_INT8_BYTE_DEPTHWISE_HPP
#define CONSTPROP_KERNELS_INT8_BYTE_DEPTHWISE_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/byte_sums.hpp>
#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/int8/row_ring.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Weights of a depthwise convolution as they are, for inputs without a sign.
template <convolution_sizes Sizes> struct bytes_of_channels : row_major<Sizes.outputs, Sizes.taps()> {
    static constexpr std::int32_t input_offset = 128;

    using factor = short_factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t /*zero_point*/) noexcept {
        return short_factor_of(by);
    }
};

/// A depthwise convolution for cores that load a byte without a sign: one channel of the whole image after the other, because
/// what belongs to a channel then stays in registers. Its rows are copied, with 128 added, so that values lie side by side;
/// its weights become words. One of these then meets two windows: seven instructions for two multiply-adds.
template <convolution_sizes Sizes> struct byte_depthwise {
    static constexpr bool is_over_input = row_ring<Sizes>::reads_ahead;
    static constexpr std::size_t channels = Sizes.inputs, lines = Sizes.rows.size,
                                 pixels = (Sizes.columns.places - 1) * Sizes.columns.stride + Sizes.columns.size,
                                 begin_of_lines = 4 * Sizes.taps(), scratch_bytes = begin_of_lines + lines * pixels;

#if defined(CONSTPROP_HAS_BYTES)
    template <class Then>
    static inline void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x, std::int8_t* y,
                           const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        const bool is_relu = ends_of(then) == ends::relu;
        for (std::size_t k = 0; k < channels; ++k, ++x, ++y, ++biases) {
            for (std::size_t tap = 0; tap < Sizes.taps(); ++tap) {
                const std::int32_t weight = *weights++;
                __builtin_memcpy(__builtin_assume_aligned(scratch + 4 * tap, 4), &weight, 4);
            }
            if (is_relu) run_channel<true>(*biases, x, y, then.of(k), then, zero_point, scratch);
            else run_channel<false>(*biases, x, y, then.of(k), then, zero_point, scratch);
        }
    }

 private:
    static constexpr std::size_t places = Sizes.columns.places, size = Sizes.columns.size,
                                 stride = Sizes.columns.stride;

    /// Line k of the padded image, of one channel.
    static void read_line(byte* to, const std::int8_t* x, std::size_t k, std::int8_t zero_point) noexcept {
        constexpr std::size_t before = Sizes.columns.before, length = Sizes.columns.length,
                              last = before + length < pixels ? before + length : pixels;
        const std::size_t row = k - Sizes.rows.before;  // before the first row, this wraps to a large number
        const bool is_there = row < Sizes.rows.length;
        const auto padding = static_cast<byte>(zero_point ^ -128);
        byte *const begin = to + (is_there ? before : pixels), *const end = to + last, *const all = to + pixels;
        const auto fill = [&](const byte* end_) CONSTPROP_INLINED {
            for (; to != end_; ++to) {
                *to = padding;
                asm("" : "+r"(to));  // or GCC would call a function for a few bytes
            }
        };
        fill(begin);
        if (!is_there) return;
        const std::int8_t* from = x + row * length * channels;
        std::size_t step = channels;
        asm("" : "+r"(step));
        for (; to != end; ++to, from += step) *to = static_cast<byte>(static_cast<byte>(*from) ^ 0x80U);
        fill(all);
    }

    /// The sums of so many windows side by side, which begin at `column` of the lines.
    template <std::size_t Places>
    [[gnu::always_inline]] static inline void add_windows(std::int32_t (&sums)[Places], byte* const (&line)[lines],
                                                          std::size_t column, const std::int8_t* weights) noexcept {
        [&]<std::size_t... Tap>(std::index_sequence<Tap...>) CONSTPROP_INLINED {
            const byte* x_ = line[0] + column;
            ((x_ = Tap % size == 0 ? line[Tap / size] + column : x_, add_tap<Tap % size, Tap>(sums, x_, weights)), ...);
        }(std::make_index_sequence<Sizes.taps()>{});
    }
    /// In assembly, or GCC would keep too many values, and addresses, in memory.
    template <std::size_t Column, std::size_t Tap, std::size_t Places>
    [[gnu::always_inline]] static inline void add_tap(std::int32_t (&sums)[Places], const byte* x,
                                                      const std::int8_t* weights) noexcept {
        std::int32_t weight, product;
        asm volatile("ldr %0, [%1, %2]" : "=l"(weight) : "l"(weights), "i"(4 * Tap) : "memory");
#define CONSTPROP_ADD_PRODUCT(place)                                                                            \
    asm volatile(                                                                                               \
        ".syntax unified\n\tldrb %[p], [%[x], %[at]]\n\tmuls %[p], %[w]\n\tadd %[sum], %[p]\n\t.syntax divided" \
        : [sum] "+r"(sums[place]), [p] "=&l"(product)                                                           \
        : [x] "l"(x), [w] "l"(weight), [at] "i"(Column + (place) * stride)                                      \
        : "cc", "memory")
        CONSTPROP_ADD_PRODUCT(0);
        if constexpr (Places == 2) CONSTPROP_ADD_PRODUCT(1);
#undef CONSTPROP_ADD_PRODUCT
    }

    template <bool IsRelu, class Then>
    [[gnu::noinline]] static void run_channel(std::int32_t bias, const std::int8_t* x, std::int8_t* y,
                                              const short_factor& by, const Then& then, std::int8_t zero_point,
                                              std::int8_t* scratch) noexcept {
        byte* line[lines];
        std::size_t next = 0;
        for (byte*& one : line) {
            one = reinterpret_cast<byte*>(scratch) + begin_of_lines + next * pixels;
            read_line(one, x, next++, zero_point);
        }
        for (std::size_t row = 0;;) {
            const auto store = [&](std::int32_t sum_) CONSTPROP_INLINED {
                *y = from_sum<IsRelu>(sum_, by, then);
                y += channels;
            };
            std::size_t column = 0;
            constexpr std::size_t paired = size + stride <= 32 ? places / 2 * 2 : 0;  // offsets have five bits
            if constexpr (paired > 0)
                for (; column != paired * stride; column += 2 * stride) {
                    std::int32_t sums[2] = {bias, bias};
                    add_windows(sums, line, column, scratch);
                    store(sums[0]), store(sums[1]);
                }
            for (; column != places * stride; column += stride) {
                std::int32_t sums[1] = {bias};
                add_windows(sums, line, column, scratch);
                store(sums[0]);
            }
            if (++row == Sizes.rows.places) return;
            for (std::size_t s = 0; s < Sizes.rows.stride; ++s) {
                byte* const first = line[0];
                for (std::size_t r = 1; r < lines; ++r) line[r - 1] = line[r];
                line[lines - 1] = first;
                read_line(first, x, next++, zero_point);
            }
        }
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_BYTE_DEPTHWISE_HPP
