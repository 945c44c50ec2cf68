#ifndef CONSTPROP_KERNELS_INT8_BYTE_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_BYTE_LINEAR_HPP

#include <constprop/kernels/int8/byte_sums.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/short_factor.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The product for cores that load a byte without a sign: weights are w + 128, and inputs, copied once, x + 128. The sum of
/// the inputs, 128 times, is taken off. Four outputs share an input: 13 instructions for four multiply-adds.
template <std::size_t Inputs, std::size_t Outputs> struct byte_linear : plain_linear<Inputs, Outputs> {
    /// Few inputs, and many, are not copied, and get their sign where they are loaded.
    static constexpr bool copies_input = Inputs > 4 && Inputs <= 256;
    static constexpr std::size_t scratch_bytes = copies_input ? Inputs : 0;
    static constexpr std::int32_t input_offset = copies_input ? 128 : 0, weight_offset = 128;

    using factor = short_factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t /*zero_point*/) noexcept {
        return short_factor_of(by);
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const factor* by,
                                              std::size_t factors) noexcept {
        return are_short(by, factors);
    }

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        const std::size_t stride = output < fours ? 4 : 1;
        std::int8_t* const to = weights + position(output, 0);
        for (std::size_t i = 0; i < Inputs; ++i) to[i * stride] = static_cast<std::int8_t>(row[i] ^ -128);
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return static_cast<std::int8_t>(weights[position(output, input)] ^ -128);
    }

    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_BYTES)
        if (!std::is_constant_evaluated()) return run_on_bytes<true>(weights, biases, x, y, then, scratch);
#endif
        kernels::int8::run_as_defined<byte_linear>(weights, biases, x, y, then, scratch);
    }
    /// The same where a multiplier has no short form.
    template <class Then>
    [[gnu::always_inline]] static constexpr void run_as_defined(const std::int8_t* weights, const std::int32_t* biases,
                                                                const std::int8_t* x, std::int8_t* y, const Then& then,
                                                                std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_BYTES)
        if (!std::is_constant_evaluated()) return run_on_bytes<false>(weights, biases, x, y, then, scratch);
#endif
        kernels::int8::run_as_defined<byte_linear>(weights, biases, x, y, then, scratch);
    }

 private:
    static constexpr std::size_t fours = Outputs / 4 * 4;

    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t input) noexcept {
        return output < fours ? output / 4 * 4 * Inputs + 4 * input + output % 4 : output * Inputs + input;
    }

#if defined(CONSTPROP_HAS_BYTES)
    static constexpr std::size_t eights = Inputs / 8 * 8;

    [[gnu::always_inline]] static inline std::int32_t input(const byte* x) noexcept {
        if constexpr (copies_input) return *x;
        else return static_cast<std::int8_t>(*x);
    }

    /// −128 times the sum of the inputs; where they are copied, with 128 added to each. To add is one instruction from any
    /// register.
    [[gnu::always_inline]] static inline std::int32_t prepare(const byte*& x, byte* scratch) noexcept {
        std::uint32_t sum = 0;
        const byte* const end = x + Inputs;
        if constexpr (copies_input) {
            byte* to = scratch;
#pragma GCC unroll 4
            for (; x != end; ++x, ++to) {
                std::uint32_t in = *x;
                in ^= 0x80U;
                *to = static_cast<byte>(in);
                sum += in;
            }
            x = scratch;
        } else {
#pragma GCC unroll 4
            for (const byte* from = x; from != end; ++from) sum += static_cast<std::uint32_t>(input(from));
        }
        return -static_cast<std::int32_t>(128 * sum);
    }

    template <bool AtOnce, class Then>
    [[gnu::always_inline]] static inline std::int8_t finished(std::int32_t sum, std::size_t output,
                                                              const Then& then) noexcept {
        if constexpr (AtOnce) return from_sum_at_once(sum, then.of(output), then);
        else return from_sum<false>(sum, then.of(output), then);
    }

    template <bool AtOnce, class Then>
    [[gnu::always_inline]] static inline void run_on_bytes(const std::int8_t* weights, const std::int32_t* biases,
                                                           const std::int8_t* values, std::int8_t* y, const Then& then,
                                                           std::int8_t* scratch) noexcept {
        const auto* w = reinterpret_cast<const byte*>(weights);
        const auto* x = reinterpret_cast<const byte*>(values);
        const std::int32_t added = prepare(x, reinterpret_cast<byte*>(scratch));
        std::size_t o = 0;
        if constexpr (fours > 0) do {
                std::int32_t sums[4] = {biases[o] + added, biases[o + 1] + added, biases[o + 2] + added,
                                        biases[o + 3] + added};
                const byte* from = x;
                if constexpr (eights > 0) add_byte_products<!copies_input>(sums, from, w, x + eights);
#pragma GCC unroll 8
                for (std::size_t k = eights; k < Inputs; ++k, ++from, w += 4) {
                    const std::int32_t in = input(from);
                    sums[0] += in * w[0], sums[1] += in * w[1], sums[2] += in * w[2], sums[3] += in * w[3];
                }
                if constexpr (Inputs * Outputs <= 512) {  // where code is small, it is written out
#pragma GCC unroll 4
                    for (std::size_t k = 0; k < 4; ++k) y[o + k] = finished<AtOnce>(sums[k], o + k, then);
                    o += 4;
                } else {
#pragma GCC unroll 1
                    for (std::size_t k = 0; k < 4; ++k, ++o) y[o] = finished<AtOnce>(sums[k], o, then);
                }
            } while (o != fours);
#pragma GCC unroll 1
        for (; o < Outputs; ++o) {
            std::int32_t sum = biases[o] + added;
            const byte* from = x;
            const auto add_some = [&](std::size_t count_) CONSTPROP_INLINED {
#pragma GCC unroll 8
                for (std::size_t k_ = 0; k_ < count_; ++k_) sum += input(from + k_) * w[k_];
                from += count_;
                w += count_;
                asm("" : "+r"(from), "+r"(w));  // or GCC would compute each address
            };
            if constexpr (eights > 0) {
                const byte* const end = x + eights;
                do add_some(8);
                while (from != end);
            }
            add_some(Inputs % 8);
            y[o] = finished<AtOnce>(sum, o, then);
        }
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_BYTE_LINEAR_HPP
