#ifndef CONSTPROP_KERNELS_INT8_CONVOLUTION_HPP
#define CONSTPROP_KERNELS_INT8_CONVOLUTION_HPP

#include <constprop/kernels/convolution.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// A convolution over an image of int8 values, in plain loops. Weights lie (output, row, column, input of its group). Biases have the
/// input's zero point folded in, as if no tap lay on padding; so what lies there stands for the zero point.
template <convolution_sizes Sizes> struct convolution {
    static constexpr std::size_t outputs = Sizes.outputs, stored_outputs = outputs, inputs = Sizes.group_inputs(),
                                 weights_per_output = Sizes.taps() * inputs;
    static constexpr std::size_t weight_bytes = outputs * weights_per_output, scratch_bytes = 0;
    static constexpr std::int32_t input_offset = 0;
    static constexpr bool is_linear = false, copies_input = false;

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
        std::int8_t* const to = weights + output * weights_per_output;
        for (std::size_t i = 0; i < weights_per_output; ++i) to[i] = row[i];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return weights[output * weights_per_output + input];
    }

    /// y = then(W ⋆ x + b) for one image.
    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int32_t zero_point,
                              std::int8_t* /*scratch*/) noexcept {
        for (std::size_t row = 0; row < Sizes.rows.places; ++row)
            for (std::size_t column = 0; column < Sizes.columns.places; ++column) {
                const std::int8_t* w = weights;
                for (std::size_t o = 0; o < outputs; ++o, w += weights_per_output) {
                    const std::size_t first = o / Sizes.group_outputs() * inputs;
                    *y++ = then(biases[o] + sum_at(row, column, w, x + first, zero_point), o);
                }
            }
    }

 private:
    /// The sum for one output at one place. What lies before the first row or column wraps to a large number.
    static constexpr std::int32_t sum_at(std::size_t row, std::size_t column, const std::int8_t* w,
                                         const std::int8_t* x, std::int32_t zero_point) noexcept {
        std::int32_t sum = 0;
        for (std::size_t r = 0; r < Sizes.rows.size; ++r)
            for (std::size_t c = 0; c < Sizes.columns.size; ++c, w += inputs) {
                const std::size_t at_row = Sizes.rows.value(row, r), at_column = Sizes.columns.value(column, c);
                if (at_row < Sizes.rows.length && at_column < Sizes.columns.length) {
                    const std::int8_t* const pixel = x + (at_row * Sizes.columns.length + at_column) * Sizes.inputs;
                    for (std::size_t i = 0; i < inputs; ++i) sum += w[i] * pixel[i];
                } else {
                    for (std::size_t i = 0; i < inputs; ++i) sum += w[i] * zero_point;
                }
            }
        return sum;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_CONVOLUTION_HPP
