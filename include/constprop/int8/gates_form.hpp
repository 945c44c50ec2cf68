#ifndef CONSTPROP_INT8_GATES_FORM_HPP
#define CONSTPROP_INT8_GATES_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/kernels/int8/gate_products.hpp>
#include <constprop/kernels/int8/gate_sums.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/int8/weight_scales.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

/// The common parts of recurrent layers in integers: the products of all gates, in steps of 2⁻¹² and within 16 bits.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The state of a recurrent layer, 0 at first. Hidden values are integers of what the layer gives, less its zero point.
template <std::size_t Hidden, std::size_t Gates> struct recurrent_state {
    std::array<std::int16_t, Hidden> hidden{}, cell{};

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.hidden, self.cell);
    }

    [[nodiscard]] friend constexpr bool operator==(const recurrent_state&, const recurrent_state&) noexcept = default;
};

/// 2^power.
[[nodiscard]] constexpr double two_to(std::int32_t power) noexcept {
    double result = 1;
    for (; power > 0; --power) result *= 2;
    for (; power < 0; ++power) result /= 2;
    return result;
}

/// From steps of products to steps of 2⁻¹². Where it is held, a sum of 1 is already beyond 16 bits.
///
/// Source:      TensorFlow Lite, which rounds the product of two scales to float
[[nodiscard]] constexpr multiplier multiplier_to_gate(float scale, float scale_of_weights) noexcept {
    return held_below(multiplier_of(static_cast<double>(scale * scale_of_weights) * 4096), 30);
}

/// From steps of 2^power, in numbers below 2^bits, to steps of outputs: a factor below 2^(31 − bits), with which no product leaves
/// 32 bits. Outputs with still smaller steps lie in a range that gates of 16 bits do not resolve.
[[nodiscard]] constexpr multiplier multiplier_to_output(std::int32_t power, std::int32_t bits, float scale) noexcept {
    return held_below(multiplier_of(two_to(power) / static_cast<double>(scale)), 31 - bits);
}

/// Products with x and with h, for the gates of one unit after the other.
template <extent In, std::size_t Hidden, std::size_t Gates> struct gates_form : form_without_tensors {
    static constexpr bool takes_pass = true;
    static constexpr std::size_t sources = 1, inputs = In.size(), rows = Gates * Hidden;
    using gate_values = kernels::int8::gate_values<Gates>;
    using products = kernels::int8::gate_products<Gates, inputs, Hidden>;
    static constexpr std::size_t scratch_bytes = products::scratch_bytes;
    using state = recurrent_state<Hidden, Gates>;

    alignas(4) std::array<std::int8_t, Hidden * products::unit_bytes> weights{};
    std::array<std::int32_t, rows> biases{};
    std::array<multiplier, Gates> by_input{}, by_hidden{};
    quantization gives{};

    static constexpr std::size_t gate_bytes = Hidden * products::unit_bytes + rows * sizeof(std::int32_t) +
                                              2 * Gates * sizeof(multiplier) + sizeof(quantization);

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        return quantization_of(measured);
    }

 protected:
    /// From tensors or integers. What is known of the input's zero point is folded into the biases.
    template <class From> constexpr void set_gates(const From& from, const quantization& takes) noexcept {
        gives = from.gives;
        for (std::size_t g = 0; g < Gates; ++g) {
            if constexpr (requires { from.input_factors; }) {
                by_input[g] = from.input_factors[g];
                by_hidden[g] = from.hidden_factors[g];
            } else {
                by_input[g] = multiplier_to_gate(takes.scale, from.input_scales[g]);
                by_hidden[g] = multiplier_to_gate(gives.scale, from.hidden_scales[g]);
            }
            for (std::size_t u = 0; u < Hidden; ++u) {
                const std::size_t row = g * Hidden + u;
                std::int8_t* const to = weights.data() + u * products::unit_bytes;
                std::int32_t sum = 0;
                const std::int8_t* w = from.input_weights.data() + row * inputs;
                for (std::size_t k = 0; k < inputs; ++k) to[products::position_of_x(g, k)] = w[k], sum += w[k];
                w = from.hidden_weights.data() + row * Hidden;
                for (std::size_t k = 0; k < Hidden; ++k) to[products::position_of_h(g, k)] = w[k];
                biases[u * Gates + g] = from.biases[row] - takes.zero_point * sum;
            }
        }
    }

    /// What the gates are made from.
    template <class Integers> constexpr void read_gates(Integers& to, const quantization& takes) const noexcept {
        to.gives = gives;
        to.input_factors = by_input;
        to.hidden_factors = by_hidden;
        for (std::size_t row = 0; row < rows; ++row) {
            const std::size_t g = row / Hidden, u = row % Hidden;
            const std::int8_t* const from = weights.data() + u * products::unit_bytes;
            std::int32_t sum = 0;
            std::int8_t* w = to.input_weights.data() + row * inputs;
            for (std::size_t k = 0; k < inputs; ++k) w[k] = from[products::position_of_x(g, k)], sum += w[k];
            w = to.hidden_weights.data() + row * Hidden;
            for (std::size_t k = 0; k < Hidden; ++k) w[k] = from[products::position_of_h(g, k)];
            to.biases[row] = biases[u * Gates + g] + takes.zero_point * sum;
        }
    }

    /// The products a with x, biases added, and b with h, added to what b is, for the next unit, whose weights begin at w; before the first one,
    /// `products::prepare` is called.
    [[gnu::always_inline]] constexpr void next_unit(std::size_t unit, const std::int8_t*& w, const std::int8_t* x,
                                                    const std::int16_t* h, const std::int8_t* scratch, gate_values& a,
                                                    gate_values& b) const noexcept {
        const std::int32_t* const bias = biases.data() + unit * Gates;
        for (std::size_t g = 0; g < Gates; ++g) a[g] = bias[g];
        w = products::add(w, x, h, scratch, a, b);
        kernels::int8::to_gates(a, by_input.data());
        kernels::int8::to_gates(b, by_hidden.data());
    }

    /// The hidden state of the next step is what this one gave.
    constexpr void keep(const std::int8_t* y, state& carried) const noexcept {
        for (std::size_t u = 0; u < Hidden; ++u) carried.hidden[u] = static_cast<std::int16_t>(y[u] - gives.zero_point);
    }
};

/// Quantizes the two matrices of a recurrent layer, with a scale for each gate of each, so that the greatest weight is 127.
template <extent In, std::size_t Hidden, std::size_t Gates, class Numbers, class Tensors>
constexpr void quantize_gates(const Numbers& of, Tensors& to) noexcept {
    constexpr std::size_t inputs = In.size(), hidden_weights = Gates * Hidden * inputs;
    const auto quantize_matrix = [](std::size_t columns_, const auto& weight_of_, auto& weights_,
                                    auto& scales_) noexcept {
        const std::size_t count_ = Hidden * columns_;
        for (std::size_t g = 0; g < Gates; ++g) {
            const std::size_t first = g * count_;
            scales_[g] = scale_of_weights<per_tensor>(
                count_, [&](std::size_t k_) noexcept { return weight_of_((first + k_) / columns_, k_ % columns_); });
            for (std::size_t k = 0; k < count_; ++k)
                weights_[first + k] =
                    quantize_weight<per_tensor>(weight_of_((first + k) / columns_, k % columns_), scales_[g]);
        }
    };
    quantize_matrix(
        inputs,
        [&](std::size_t row_, std::size_t k_) noexcept {
            return static_cast<float>(of.parameter(row_ * inputs + In.to_channels_first(k_)));
        },
        to.input_weights, to.input_scales);
    quantize_matrix(
        Hidden,
        [&](std::size_t row_, std::size_t k_) noexcept {
            return static_cast<float>(of.parameter(hidden_weights + row_ * Hidden + k_));
        },
        to.hidden_weights, to.hidden_scales);
}

/// A bias in steps of products of two scales.
[[nodiscard]] constexpr std::int32_t quantize_bias(double bias, float scale, float scale_of_weights) noexcept {
    constexpr std::int32_t most = 1 << 30;
    return rounded(bias / (static_cast<double>(scale) * static_cast<double>(scale_of_weights)), -most, most);
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_GATES_FORM_HPP
