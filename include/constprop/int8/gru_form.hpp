#ifndef CONSTPROP_INT8_GRU_FORM_HPP
#define CONSTPROP_INT8_GRU_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/gates_form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/gate_functions.hpp>
#include <constprop/kernels/int8/gate_sums.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gru.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace constprop {

/// The integers of a GRU: gates in the order r, z, n, the weights of one unit contiguous, with a scale for each gate of both
/// matrices.
///
/// biases:        of both products for r and z, of the product with x for n; in steps of scale of the input · input_scales[gate]
/// hidden_biases: of the product with h for n, in steps of the output's scale · hidden_scales[2]
/// gives:         what outputs, and the hidden state in products, stand for
template <std::size_t Inputs, std::size_t Hidden> struct CONSTPROP_TAGGED int8_gru_tensors {
    std::array<std::int8_t, 3 * Hidden * Inputs> input_weights{};
    std::array<std::int8_t, 3 * Hidden * Hidden> hidden_weights{};
    std::array<float, 3> input_scales{}, hidden_scales{};
    std::array<std::int32_t, 3 * Hidden> biases{};
    std::array<std::int32_t, Hidden> hidden_biases{};
    quantization gives{};
};

/// The same as a network has them: with the factors that scales became, from steps of sums to steps of 2⁻¹². They are the ones of
/// the layer bit for bit.
template <std::size_t Inputs, std::size_t Hidden> struct CONSTPROP_TAGGED int8_gru_integers {
    std::array<std::int8_t, 3 * Hidden * Inputs> input_weights{};
    std::array<std::int8_t, 3 * Hidden * Hidden> hidden_weights{};
    std::array<int8::multiplier, 3> input_factors{}, hidden_factors{};
    std::array<std::int32_t, 3 * Hidden> biases{};
    std::array<std::int32_t, Hidden> hidden_biases{};
    quantization gives{};

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.input_weights, self.hidden_weights, self.input_factors, self.hidden_factors, self.biases,
                        self.hidden_biases, self.gives);
    }
    [[nodiscard]] friend constexpr bool operator==(const int8_gru_integers&, const int8_gru_integers&) = default;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A GRU with int8 weights and values, of the parts of an LSTM. Gates have 16 bits: sums of gates are multiples of 2⁻¹², gates of
/// 2⁻¹⁵. So is h, where it goes on from step to step; products take it as the outputs that it gives.
///
///     n = tanh(a_n + r b_n),  h' = (1 − z) n + z h
///
/// Each product with a gate is rounded once, to multiples of 2⁻¹² in n, of 2⁻¹⁵ in h'.
template <extent In, std::size_t Hidden> struct gru_form : gates_form<In, Hidden, 3> {
    using base = gates_form<In, Hidden, 3>;
    using source = int8_gru_tensors<In.size(), Hidden>;
    using all_integers = int8_gru_integers<In.size(), Hidden>;
    static constexpr std::size_t parameter_bytes =
        base::gate_bytes + Hidden * sizeof(std::int32_t) + sizeof(multiplier);

    std::array<std::int32_t, Hidden> hidden_biases{};
    multiplier to_output{};

    template <class Numbers>
    [[nodiscard]] static constexpr source quantized(const Numbers& of, const quantization& takes,
                                                    const quantization& gives) noexcept {
        constexpr std::size_t bias = base::rows * (base::inputs + Hidden), of_n = 2 * Hidden;
        source result;
        result.gives = gives;
        quantize_gates<In, Hidden, 3>(of, result);
        if constexpr (Numbers::count > bias) {
            const auto both = [&](std::size_t k_) noexcept {
                return std::array{static_cast<double>(of.parameter(bias + k_)),
                                  static_cast<double>(of.parameter(bias + base::rows + k_))};
            };
            for (std::size_t row = 0; row < base::rows; ++row) {
                const auto [of_input, of_hidden] = both(row);
                result.biases[row] = quantize_bias(row < of_n ? of_input + of_hidden : of_input, takes.scale,
                                                   result.input_scales[row / Hidden]);
                if (row >= of_n)
                    result.hidden_biases[row - of_n] = quantize_bias(of_hidden, gives.scale, result.hidden_scales[2]);
            }
        }
        return result;
    }
    constexpr void set(const source& from, const quantization& takes, const limits& /*clamped*/) noexcept {
        set_from(from, takes);
    }
    constexpr void set(const all_integers& from, const quantization& takes, const limits& /*clamped*/) noexcept {
        set_from(from, takes);
    }

    /// What the layer is made from.
    [[nodiscard]] constexpr auto integers(const quantization& takes) const noexcept {
        all_integers all;
        this->read_gates(all, takes);
        all.hidden_biases = hidden_biases;
        return std::make_tuple(all);
    }

    /// One step.
    template <class Pass>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* scratch,
                           const Pass& pass) const noexcept {
        using namespace kernels::int8;
        const std::int16_t* const hidden = pass.carried->hidden.data();
        std::int16_t* const exact = pass.carried->cell.data();
        const std::int8_t* w = this->weights.data();
        base::products::prepare(x, hidden, scratch);
        for (std::size_t u = 0; u < Hidden; ++u) {
            typename base::gate_values a, b{0, 0, hidden_biases[u]};
            this->next_unit(u, w, x, hidden, scratch, a, b);
            const std::int32_t r = sigmoid_of_gate(to_int16(a[0] + b[0])), z = sigmoid_of_gate(to_int16(a[1] + b[1])),
                               n = tanh_of_gate(to_int16(a[2] + divide_twice(r * b[2], 15)), -12),
                               h = to_int16(divide_twice((32768 - z) * n + z * exact[u], 15));
            exact[u] = static_cast<std::int16_t>(h);
            y[u] = static_cast<std::int8_t>(held_between(requantize(h, to_output) + this->gives.zero_point, -128, 127));
        }
        this->keep(y, *pass.carried);
    }

 private:
    template <class From> constexpr void set_from(const From& from, const quantization& takes) noexcept {
        this->set_gates(from, takes);
        hidden_biases = from.hidden_biases;
        to_output = multiplier_to_output(-15, 15, from.gives.scale);
    }
};

template <std::size_t Inputs, std::size_t Hidden, class... Options, extent In, class Scales>
requires(!detail::is_among<reset_before, Options...>)
struct form_of<gru<Inputs, Hidden, Options...>, In, Scales> {
    using type = gru_form<In, Hidden>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_GRU_FORM_HPP
