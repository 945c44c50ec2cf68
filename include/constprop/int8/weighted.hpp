#ifndef CONSTPROP_INT8_WEIGHTED_HPP
#define CONSTPROP_INT8_WEIGHTED_HPP

#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/int8/weight_scales.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace constprop {

/// The integers of a layer with weights, as TensorFlow Lite stores them: weights w stand for scales[output] · w, with the
/// inputs of one output contiguous, channels last; biases for scale of the input · scales[output] · b; outputs for `gives`.
template <std::size_t Weights, std::size_t Outputs, std::size_t Scales> struct CONSTPROP_TAGGED int8_tensors {
    std::array<std::int8_t, Weights> weights{};
    std::array<float, Scales> scales{};
    std::array<std::int32_t, Outputs> biases{};
    quantization gives{};
};

/// The same as a network has them: with what scales became, the factors from steps of the sums to steps of `gives`. They are the
/// ones of the layer bit for bit.
template <std::size_t Weights, std::size_t Outputs, std::size_t Factors> struct CONSTPROP_TAGGED int8_integers {
    std::array<std::int8_t, Weights> weights{};
    std::array<int8::multiplier, Factors> factors{};
    std::array<std::int32_t, Outputs> biases{};
    quantization gives{};

    [[nodiscard]] friend constexpr bool operator==(const int8_integers&, const int8_integers&) = default;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Weights with a scale so that the greatest is the largest integer; biases in steps of the products.
template <class Scales, std::size_t Weights, std::size_t Outputs, class WeightOf, class BiasOf>
[[nodiscard]] constexpr auto quantize_tensors(const quantization& takes, const quantization& gives, WeightOf weight_of,
                                              BiasOf bias_of) noexcept {
    constexpr std::size_t per_output = Weights / Outputs, scales = Scales::per_output ? Outputs : 1,
                          outputs_per_scale = Outputs / scales;
    int8_tensors<Weights, Outputs, scales> result;
    result.gives = gives;
    for (std::size_t s = 0; s < scales; ++s)
        result.scales[s] = scale_of_weights<Scales>(per_output * outputs_per_scale, [&](std::size_t k_) noexcept {
            return weight_of(s * outputs_per_scale + k_ / per_output, k_ % per_output);
        });
    for (std::size_t o = 0; o < Outputs; ++o) {
        const float scale = result.scales[o / outputs_per_scale];
        for (std::size_t i = 0; i < per_output; ++i)
            result.weights[o * per_output + i] = quantize_weight<Scales>(weight_of(o, i), scale);
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
    static constexpr bool is_kept = false, in_place = Kernel::copies_input, keeps_scale = false, holds_layers = false,
                          takes_pass = false;
    static constexpr std::size_t sources = 1;
    static constexpr std::size_t scales = Scales::per_output ? Kernel::outputs : 1;
    static constexpr std::size_t weight_count = Kernel::outputs * Kernel::weights_per_output;
    static constexpr std::size_t scratch_bytes = Kernel::scratch_bytes;
    static constexpr std::int32_t added_to_inputs = Kernel::input_offset;  ///< by the kernel; biases have it taken off
    using factor = typename Kernel::factor;
    using to_bytes = kernels::int8::to_int8<factor, Scales::per_output>;
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
        set_from(from, takes, clamped, [&](std::size_t s_) noexcept {
            return multiplier_of(real_factor < Given == 1 > (takes, from.scales[Given == 1 ? 0 : s_]));
        });
    }
    constexpr void set(const int8_integers<weight_count, Kernel::outputs, scales>& from, const quantization& takes,
                       const limits& clamped) noexcept {
        set_from(from, takes, clamped, [&](std::size_t s_) noexcept { return from.factors[s_]; });
    }

    /// What the layer is made from.
    [[nodiscard]] constexpr auto integers(const quantization& takes) const noexcept {
        int8_integers<weight_count, Kernel::outputs, scales> all;
        all.gives = gives;
        for (std::size_t s = 0; s < scales; ++s) all.factors[s] = by[s];
        std::int8_t* to = all.weights.data();
        for (std::size_t o = 0; o < Kernel::outputs; ++o) {
            std::int32_t sum = 0;
            for (std::size_t i = 0; i < Kernel::weights_per_output; ++i) {
                *to = weight(o, i);
                sum += *to++;
            }
            all.biases[o] = biases[o] + (takes.zero_point + Kernel::input_offset) * sum;
        }
        return std::make_tuple(all);
    }

    [[gnu::always_inline]] constexpr void forward(const std::int8_t* x, std::int8_t* y,
                                                  std::int8_t* scratch) const noexcept {
        const to_bytes then{by.data(), gives.zero_point, between.low, between.high};
        if constexpr (!Kernel::is_linear) {
            if (kernel_suits) Kernel::run(weights.data(), biases.data(), x, y, then, padding_value, scratch);
            else Kernel::run_as_defined(weights.data(), biases.data(), x, y, then, padding_value, scratch);
        } else if (kernel_suits) {
            Kernel::run(weights.data(), biases.data(), x, y, then, scratch);
        } else if constexpr (says_what_suits_not) {
            Kernel::run_as_defined(weights.data(), biases.data(), x, y, then, scratch);
        } else {
            kernels::int8::run_as_defined<Kernel>(weights.data(), biases.data(), x, y, then, scratch);
        }
    }

    /// The weight between an input and an output, counted as in `source`.
    [[nodiscard]] constexpr std::int8_t weight(std::size_t output, std::size_t input) const noexcept {
        return Kernel::weight(weights.data(), output, input);
    }

 private:
    /// True if the kernel packs the weights after `put_row`.
    static constexpr bool packs = requires { Kernel::unpacked_bytes; };
    static constexpr std::size_t unpacked_bytes() noexcept {
        if constexpr (packs) return Kernel::unpacked_bytes;
        else return Kernel::weight_bytes;
    }
    template <std::size_t Size> struct bytes {
        std::int8_t values[Size];
    };

    /// Puts the rows of weights where the kernel wants them, and sets the biases. Returns the greatest sum that there can be.
    template <class Rows, class To, class Biases>
    constexpr std::int64_t put_rows(const Rows& rows, To&& to, const Biases& given,
                                    const quantization& takes) noexcept {
        std::int64_t greatest_sum = 0;
        for (std::size_t o = 0; o < Kernel::outputs; ++o) {
            const std::size_t first = o * Kernel::weights_per_output, last = first + Kernel::weights_per_output;
            Kernel::put_row(to, o, rows + first);
            std::int32_t sum = 0, sizes = 0;
            // A single statement: compilers limit the number of statements in a constant evaluation.
            for (std::size_t k = first; k < last; ++k) sum += rows[k], sizes += rows[k] < 0 ? -rows[k] : rows[k];
            const std::int32_t bias = given[o] - (takes.zero_point + Kernel::input_offset) * sum;
            biases[o] = bias;
            const std::int64_t most = std::int64_t{128 + Kernel::input_offset} * sizes + (bias < 0 ? -bias : bias);
            greatest_sum = most > greatest_sum ? most : greatest_sum;
        }
        return greatest_sum;
    }

    /// factor_of(s) is the multiplier of scale s.
    template <class From, class FactorOf>
    constexpr void set_from(const From& from, const quantization& takes, const limits& clamped,
                            const FactorOf& factor_of) noexcept {
        gives = from.gives;
        between = clamped;
        padding_value = static_cast<std::int8_t>(takes.zero_point);
        std::int64_t greatest_sum = 0;
        if (std::is_constant_evaluated()) {
            // Compilers are several times as fast with an array of C and its name as with what a pointer points to.
            const auto rows = __builtin_bit_cast(bytes<weight_count>, from.weights);
            bytes<unpacked_bytes()> room{};
            greatest_sum = put_rows(rows.values, room.values, from.biases, takes);
            if constexpr (packs) Kernel::pack(room.values, weights.data());
            else weights = __builtin_bit_cast(decltype(weights), room);
        } else if constexpr (packs) {
            bytes<unpacked_bytes()> room{};
            greatest_sum = put_rows(from.weights.data(), room.values, from.biases, takes);
            Kernel::pack(room.values, weights.data());
        } else {
            greatest_sum = put_rows(from.weights.data(), weights.data(), from.biases, takes);
        }
        for (std::size_t s = 0; s < scales; ++s) by[s] = Kernel::factor_of(factor_of(s), gives.zero_point);
        kernel_suits = Kernel::suits(greatest_sum, by.data(), scales);
    }

    /// Whether a kernel of a linear layer has its own way for what does not suit it.
    static constexpr bool says_what_suits_not =
        requires(const std::int8_t* x, std::int8_t* y, const std::int32_t* bias, const to_bytes& then) {
            Kernel::run_as_defined(x, bias, x, y, then, y);
        };

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
