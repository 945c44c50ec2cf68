#ifndef CONSTPROP_KERNELS_INT8_LANES_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_LANES_LINEAR_HPP

#include <constprop/kernels/int8/lanes.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The product for cores with SMLAD. A 16-bit lane holds two weights, of two outputs: 256 · high + low, both signed, one
/// byte a weight. With S = Σ lane · x and B = Σ low · x, the sum of the other output is (S − B) / 256: three instructions
/// for four multiply-adds. That is exact while the sums fit into 24 bits, which `suits` finds out.
///
/// Outputs come four at a time; then two, then one. Four inputs make two words of lanes: (0, 2) and (1, 3), because that is how
/// SXTB16 widens bytes.
template <std::size_t Inputs, std::size_t Outputs> struct lanes_linear : plain_linear<Inputs, Outputs> {
    static constexpr std::size_t steps = (Inputs + 3) / 4, padded = 4 * steps;
    static constexpr std::size_t weight_bytes = padded * Outputs;

    /// Inputs are widened to 16 bits once, where that takes no more than half a kilobyte.
    static constexpr bool widens = Inputs <= 256 || Inputs % 4 != 0;
    static constexpr bool copies_input = widens;
    static constexpr std::size_t scratch_bytes = widens ? 2 * padded : 0;

    /// The weights of one output; outputs come in their order. Compilers limit how many steps a constant takes, and this is
    /// done for each weight.
    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        std::int8_t* const to = weights + position(output, 0);
        if (output < fours) put_steps<16, 8, 2>(to, row, output % 2 == 1);
        else if (output < twos) put_steps<8, 4, 2>(to, row, output % 2 == 1);
        else put_steps<4, 1, 2>(to, row, false);
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        const std::size_t at = position(output, input);
        return static_cast<std::int8_t>(weights[at] + (output % 2 == 1 && weights[at - 1] < 0 ? 1 : 0));
    }

    using factor = lane_factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t zero_point) noexcept {
        return lane_factor_of(by, zero_point);
    }
    template <class Factor>
    [[nodiscard]] static constexpr bool suits(std::int64_t greatest_sum, const Factor* by,
                                              std::size_t factors) noexcept {
        return greatest_sum < 1 << 23 && suit_lanes(by, factors);
    }

    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_LANES)
        if (!std::is_constant_evaluated()) return run_on_lanes(weights, biases, x, y, then, scratch);
#endif
        run_as_defined<lanes_linear>(weights, biases, x, y, then, scratch);
    }

 private:
    /// Four weights at a time, at 0, Odd, Second and Odd + Second. What lies below a weight, in the same lane, borrows 1 from
    /// it where it is negative.
    template <std::size_t Stride, std::size_t Odd, std::size_t Second>
    static constexpr void put_steps(std::int8_t* to, const std::int8_t* row, bool is_high) noexcept {
        constexpr std::size_t whole = Inputs / 4, rest = Inputs % 4;
        if (is_high) {
            const auto put = [](std::int8_t* at_, std::int8_t w_) noexcept {
                *at_ = static_cast<std::int8_t>(at_[-1] < 0 ? w_ - 1 : w_);
            };
            for (std::size_t k = 0; k < whole; ++k, row += 4) {
                std::int8_t* const at = to + k * Stride;
                put(at, row[0]), put(at + Odd, row[1]), put(at + Second, row[2]), put(at + Odd + Second, row[3]);
            }
            for (std::size_t k = 0; k < rest; ++k) put(to + whole * Stride + k % 2 * Odd + k / 2 * Second, row[k]);
        } else {
            for (std::size_t k = 0; k < whole; ++k, row += 4) {
                std::int8_t* const at = to + k * Stride;
                at[0] = row[0], at[Odd] = row[1], at[Second] = row[2], at[Odd + Second] = row[3];
            }
            for (std::size_t k = 0; k < rest; ++k) to[whole * Stride + k % 2 * Odd + k / 2 * Second] = row[k];
        }
    }

    static constexpr std::size_t fours = Outputs / 4 * 4, twos = Outputs / 2 * 2;

    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t input) noexcept {
        const std::size_t step = input / 4, odd = input % 2, second = input / 2 % 2;
        if (output < fours)
            return padded * (output / 4 * 4) + 16 * step + 8 * odd + 4 * (output / 2 % 2) + 2 * second + output % 2;
        if (output < twos) return padded * fours + 8 * step + 4 * odd + 2 * second + output % 2;
        return padded * twos + input;
    }

#if defined(CONSTPROP_HAS_LANES)
    /// Two words of four inputs: widened before, or as they are loaded.
    [[gnu::always_inline]] static inline void load_inputs(word& even, word& odd, const std::int8_t*& x) noexcept {
        if constexpr (widens) {
            load_two(even, odd, x);
        } else {
            word four;
            asm volatile("ldr %0, [%1], #4" : "=r"(four), "+r"(x) : : "memory");
            even = even_bytes(four);
            odd = odd_bytes(four);
        }
    }
    static constexpr std::ptrdiff_t input_bytes = widens ? 2 * padded : padded;
    /// Steps that one turn of the inner loop takes: a divisor of all of them, four at most.
    static constexpr std::size_t turn =
        steps % 4 == 0 ? 4 : (steps <= 4 ? steps : (steps % 3 == 0 ? 3 : 2 - steps % 2));

    template <class Step>
    [[gnu::always_inline]] static inline void for_all_steps(const std::int8_t* x, const Step& step) noexcept {
        const std::int8_t* const end = x + input_bytes;
        do {
#pragma GCC unroll 4
            for (std::size_t k = 0; k < turn; ++k) {
                word even, odd;
                load_inputs(even, odd, x);
                step(even, odd);
            }
        } while (turn < steps && x != end);
    }

    static void widen(const std::int8_t* x, std::int8_t* to) noexcept {
        const std::int8_t* const end = x + Inputs / 4 * 4;
        word four;
        while (x != end) {
            asm volatile("ldr %0, [%1], #4" : "=r"(four), "+r"(x) : : "memory");
            store_two(even_bytes(four), odd_bytes(four), to);
        }
        if constexpr (Inputs % 4 != 0) {
            four = 0;
            for (std::size_t k = 0; k < Inputs % 4; ++k) four |= word{static_cast<std::uint8_t>(x[k])} << (8 * k);
            store_two(even_bytes(four), odd_bytes(four), to);
        }
    }
    template <class Then>
    [[gnu::always_inline]] static inline void run_on_lanes(const std::int8_t* w, const std::int32_t* biases,
                                                           const std::int8_t* x, std::int8_t* y, const Then& then,
                                                           std::int8_t* scratch) noexcept {
        if constexpr (widens) {
            widen(x, scratch);
            x = scratch;
        }
        lane_epilogue<Then> end{then};
        std::size_t o = 0;
        if constexpr (fours > 0) do {
                std::int32_t b0 = biases[o], s0 = start_of(b0, biases[o + 1]), b1 = biases[o + 2],
                             s1 = start_of(b1, biases[o + 3]);
                for_all_steps(x, [&](word even_, word odd_) CONSTPROP_INLINED {
                    word w0_, w1_;
                    load_two(w0_, w1_, w);
                    add_products(s0, w0_, even_), add_products(b0, even_bytes(w0_), even_);
                    add_products(s1, w1_, even_), add_products(b1, even_bytes(w1_), even_);
                    load_two(w0_, w1_, w);
                    add_products(s0, w0_, odd_), add_products(b0, even_bytes(w0_), odd_);
                    add_products(s1, w1_, odd_), add_products(b1, even_bytes(w1_), odd_);
                });
                end.store(y + o, o, 2 * b0);
                end.store(y + o + 1, o + 1, (s0 - b0) >> 7);
                end.store(y + o + 2, o + 2, 2 * b1);
                end.store(y + o + 3, o + 3, (s1 - b1) >> 7);
                o += 4;
            } while (o != fours);
        if constexpr (twos > fours) {
            std::int32_t b = biases[fours], s = start_of(b, biases[fours + 1]);
            for_all_steps(x, [&](word even_, word odd_) CONSTPROP_INLINED {
                word w0_, w1_;
                load_two(w0_, w1_, w);
                add_products(s, w0_, even_), add_products(b, even_bytes(w0_), even_);
                add_products(s, w1_, odd_), add_products(b, even_bytes(w1_), odd_);
            });
            end.store(y + fours, fours, 2 * b);
            end.store(y + fours + 1, fours + 1, (s - b) >> 7);
        }
        if constexpr (Outputs > twos) {
            std::int32_t b = biases[twos];
            for_all_steps(x, [&](word even_, word odd_) CONSTPROP_INLINED {
                word four_;
                asm volatile("ldr %0, [%1], #4" : "=r"(four_), "+r"(w) : : "memory");
                add_products(b, even_bytes(four_), even_), add_products(b, odd_bytes(four_), odd_);
            });
            end.store(y + twos, twos, 2 * b);
        }
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LANES_LINEAR_HPP
