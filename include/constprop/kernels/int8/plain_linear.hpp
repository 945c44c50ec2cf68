#ifndef CONSTPROP_KERNELS_INT8_PLAIN_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_PLAIN_LINEAR_HPP

#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The product of a matrix and one sample as plain loops.
template <std::size_t Inputs, std::size_t Outputs> struct plain_linear : row_major<Outputs, Inputs> {
    static constexpr bool is_linear = true;

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
