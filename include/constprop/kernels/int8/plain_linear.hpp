#ifndef CONSTPROP_KERNELS_INT8_PLAIN_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_PLAIN_LINEAR_HPP

#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The product of a matrix and one sample as plain loops, and what all kernels of it have. One that does better derives from
/// this, and says what it does otherwise:
///
///     stored_outputs          how many biases, and factors, it reads: those of the outputs, and zeros
///     weight_bytes            room for the weights, which begin as zeros
///     put_row(weights, output, row), weight(weights, output, input)
///     input_offset            is added to inputs before they are multiplied; the caller takes it from the biases
///     scratch_bytes           memory that `run` writes, aligned to `scratch_alignment`
///     copies_input            y may lie where x does, because all of x is read before y is written
///     factor, factor_of(by, …)    what takes the place of a multiplier
///     suits(greatest_sum, by, count)    whether `run` is exact for these factors, and sums up to that size
///     run(weights, biases, x, y, then, scratch)
template <std::size_t Inputs, std::size_t Outputs> struct plain_linear {
    static constexpr std::size_t outputs = Outputs, stored_outputs = Outputs, weights_per_output = Inputs;
    static constexpr std::size_t weight_bytes = Inputs * Outputs, scratch_bytes = 0;
    static constexpr std::int32_t input_offset = 0;
    static constexpr bool is_linear = true, copies_input = false;

    using factor = multiplier;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t /*zero_point*/) noexcept {
        return by;
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const factor* /*by*/,
                                              std::size_t /*factors*/) noexcept {
        return true;
    }

    /// The weights of one output; outputs come in their order.
    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        std::int8_t* const to = weights + output * Inputs;
        for (std::size_t i = 0; i < Inputs; ++i) to[i] = row[i];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return weights[output * Inputs + input];
    }

    /// y = then(W x + b), outputs × inputs in row-major order.
    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* /*scratch*/) noexcept {
        for (std::size_t o = 0; o < Outputs; ++o) {
            std::int32_t sum = biases[o];
            if constexpr (code_is_scarce && Inputs >= 8) {
#pragma GCC unroll 4
                for (std::size_t i = 0; i < Inputs; ++i) sum += weights[i] * x[i];
            } else {
                for (std::size_t i = 0; i < Inputs; ++i) sum += weights[i] * x[i];
            }
            weights += Inputs;
            y[o] = then(sum, o);
        }
    }
};

/// The same by any kernel's `weight`: for constant evaluation, and for what a kernel does not suit.
template <class Kernel, class Then>
constexpr void run_as_defined(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int8_t* scratch) noexcept {
    if constexpr (Kernel::copies_input) {
        for (std::size_t i = 0; i < Kernel::weights_per_output; ++i) scratch[i] = x[i];
        x = scratch;
    }
    for (std::size_t o = 0; o < Kernel::outputs; ++o) {
        std::int32_t sum = biases[o];
        for (std::size_t i = 0; i < Kernel::weights_per_output; ++i)
            sum += Kernel::weight(weights, o, i) * (x[i] + Kernel::input_offset);
        y[o] = then(sum, o);
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_PLAIN_LINEAR_HPP
