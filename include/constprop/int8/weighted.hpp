#ifndef CONSTPROP_INT8_WEIGHTED_HPP
#define CONSTPROP_INT8_WEIGHTED_HPP

#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace constprop {

// How many scales the weights of a layer have.

/// One for each output.
struct CONSTPROP_TAGGED per_channel {
    static constexpr bool per_output = true;
};
/// One for all.
struct CONSTPROP_TAGGED per_tensor {
    static constexpr bool per_output = false;
};

/// The integers of a layer with weights, as TensorFlow Lite stores them: weights w stand for scales[output] · w, with the
/// inputs of one output contiguous, channels last; biases for scale of the input · scales[output] · b; outputs for `gives`.
template <std::size_t Weights, std::size_t Outputs, std::size_t Scales> struct CONSTPROP_TAGGED int8_tensors {
    std::array<std::int8_t, Weights> weights{};
    std::array<float, Scales> scales{};
    std::array<std::int32_t, Outputs> biases{};
    quantization gives{};
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Weights with a scale so that the greatest is 127; biases in steps of the products.
template <std::size_t Weights, std::size_t Outputs, std::size_t Scales, class WeightOf, class BiasOf>
[[nodiscard]] constexpr int8_tensors<Weights, Outputs, Scales> quantize_tensors(const quantization& takes,
                                                                                const quantization& gives,
                                                                                WeightOf weight_of,
                                                                                BiasOf bias_of) noexcept {
    constexpr std::size_t per_output = Weights / Outputs, outputs_per_scale = Scales == 1 ? Outputs : 1;
    int8_tensors<Weights, Outputs, Scales> result;
    result.gives = gives;
    for (std::size_t s = 0; s < Scales; ++s) {
        float greatest = 0;
        for (std::size_t o = s * outputs_per_scale; o < (s + 1) * outputs_per_scale; ++o)
            for (std::size_t i = 0; i < per_output; ++i) {
                const float w = weight_of(o, i), size = w < 0 ? -w : w;
                greatest = size > greatest ? size : greatest;
            }
        result.scales[s] = greatest > 0 ? greatest / 127 : 1.0F;
    }
    for (std::size_t o = 0; o < Outputs; ++o) {
        const float scale = result.scales[o / outputs_per_scale];
        for (std::size_t i = 0; i < per_output; ++i)
            result.weights[o * per_output + i] = static_cast<std::int8_t>(rounded(weight_of(o, i) / scale, -127, 127));
        const double step = static_cast<double>(takes.scale) * static_cast<double>(scale);
        constexpr std::int32_t most = 1 << 30;
        result.biases[o] = rounded(static_cast<double>(bias_of(o)) / step, -most, most);
    }
    return result;
}

/// A layer that multiplies int8 values by int8 weights and sums in int32: y = clamp(m · (W x + b) + zero point).
///
/// What is known when it is made is folded into the biases: the zero point of the input, and what a kernel adds to inputs.
template <class Kernel, class Scales> struct weighted {
    static constexpr bool is_kept = false, in_place = Kernel::copies_input, keeps_scale = false, holds_layers = false;
    static constexpr std::size_t sources = 1;
    static constexpr std::size_t scales = Scales::per_output ? Kernel::outputs : 1;
    static constexpr std::size_t weight_count = Kernel::outputs * Kernel::weights_per_output;
    static constexpr std::size_t scratch_bytes = Kernel::scratch_bytes;
    using factor = typename Kernel::factor;
    static constexpr std::size_t factors = Scales::per_output ? Kernel::stored_outputs : 1;
    static constexpr std::size_t parameter_bytes = Kernel::weight_bytes +
                                                   Kernel::stored_outputs * sizeof(std::int32_t) +
                                                   factors * sizeof(factor) + sizeof(quantization) + sizeof(limits) + 2;
    using source = int8_tensors<weight_count, Kernel::outputs, scales>;

    alignas(Kernel::weight_bytes >= 16 ? 16 : 4) std::array<std::int8_t, Kernel::weight_bytes> weights{};
    std::array<std::int32_t, Kernel::stored_outputs> biases{};
    std::array<factor, factors> by{};
    quantization gives{};
    limits between{};
    std::int8_t padding_value = 0;  ///< what lies outside of an image
    bool kernel_suits = true;       ///< else the sums are computed as they are defined

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        return quantization_of(measured);
    }

    /// In a network with a scale for each output, a layer may have one for all.
    template <std::size_t Given>
    constexpr void set(const int8_tensors<weight_count, Kernel::outputs, Given>& from, const quantization& takes,
                       const limits& clamped) noexcept {
        static_assert(Given == 1 || Given == scales, "A layer has a scale for each output, or one for all.");
        gives = from.gives;
        between = clamped;
        padding_value = static_cast<std::int8_t>(takes.zero_point);
        const std::int8_t* row = from.weights.data();
        std::int64_t greatest_sum = 0;
        for (std::size_t o = 0; o < Kernel::outputs; ++o, row += Kernel::weights_per_output) {
            Kernel::put_row(weights.data(), o, row);
            std::int32_t sum = 0, sizes = 0;
            // One statement for each weight: of those compilers let a constant take so many.
            for (const std::int8_t *w = row, *const end = row + Kernel::weights_per_output; w != end; ++w)
                sum += *w, sizes += *w < 0 ? -*w : *w;
            const std::int32_t bias = from.biases[o] - (takes.zero_point + Kernel::input_offset) * sum;
            biases[o] = bias;
            const std::int64_t most = std::int64_t{128 + Kernel::input_offset} * sizes + (bias < 0 ? -bias : bias);
            greatest_sum = most > greatest_sum ? most : greatest_sum;
        }
        for (std::size_t s = 0; s < scales; ++s)
            by[s] = Kernel::factor_of(
                multiplier_of(real_factor < Given == 1 > (takes, from.scales[Given == 1 ? 0 : s])), gives.zero_point);
        kernel_suits = Kernel::suits(greatest_sum, by.data(), scales);
    }

    [[gnu::always_inline]] constexpr void forward(const std::int8_t* x, std::int8_t* y,
                                                  std::int8_t* scratch) const noexcept {
        const kernels::int8::to_int8<factor, Scales::per_output> then{by.data(), gives.zero_point, between.low,
                                                                      between.high};
        if constexpr (!Kernel::is_linear) {
            if (kernel_suits) Kernel::run(weights.data(), biases.data(), x, y, then, padding_value, scratch);
            else Kernel::run_as_defined(weights.data(), biases.data(), x, y, then, padding_value, scratch);
        } else if (kernel_suits) {
            Kernel::run(weights.data(), biases.data(), x, y, then, scratch);
        } else {
            kernels::int8::run_as_defined<Kernel>(weights.data(), biases.data(), x, y, then, scratch);
        }
    }

    /// The weight between an input and an output, counted as in `source`.
    [[nodiscard]] constexpr std::int8_t weight(std::size_t output, std::size_t input) const noexcept {
        return Kernel::weight(weights.data(), output, input);
    }

 private:
    /// From steps of the sums to steps of the outputs. A linear layer with one scale rounds the product of two scales to
    /// float, as TensorFlow Lite does.
    template <bool OneScale> constexpr double real_factor(const quantization& takes, float scale) const noexcept {
        if constexpr (Kernel::is_linear && OneScale)
            return static_cast<double>(takes.scale * scale) / static_cast<double>(gives.scale);
        else return static_cast<double>(takes.scale) * static_cast<double>(scale) / static_cast<double>(gives.scale);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_WEIGHTED_HPP
