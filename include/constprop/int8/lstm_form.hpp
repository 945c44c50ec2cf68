#ifndef CONSTPROP_INT8_LSTM_FORM_HPP
#define CONSTPROP_INT8_LSTM_FORM_HPP

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
#include <constprop/layers/lstm.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace constprop {

/// The integers of an LSTM, as TensorFlow Lite stores them: gates in the order i, f, g, o, the weights of one unit contiguous,
/// with a scale for each gate of both matrices.
///
/// biases:      of both products, in steps of scale of the input · input_scales[gate]
/// cell_power:  the cell's integers are multiples of 2^cell_power, −15 ≤ cell_power ≤ −9
/// cell_limit:  the cell's integers are clipped to ± this; not, with 32768
/// gives:       what outputs, and the hidden state, stand for
template <std::size_t Inputs, std::size_t Hidden> struct CONSTPROP_TAGGED int8_lstm_tensors {
    std::array<std::int8_t, 4 * Hidden * Inputs> input_weights{};
    std::array<std::int8_t, 4 * Hidden * Hidden> hidden_weights{};
    std::array<float, 4> input_scales{}, hidden_scales{};
    std::array<std::int32_t, 4 * Hidden> biases{};
    std::int32_t cell_power = -12, cell_limit = 32768;
    quantization gives{};
};

/// The same as a network has them: with the factors that scales became, from steps of sums to steps of 2⁻¹². They are the ones of
/// the layer bit for bit.
template <std::size_t Inputs, std::size_t Hidden> struct CONSTPROP_TAGGED int8_lstm_integers {
    std::array<std::int8_t, 4 * Hidden * Inputs> input_weights{};
    std::array<std::int8_t, 4 * Hidden * Hidden> hidden_weights{};
    std::array<int8::multiplier, 4> input_factors{}, hidden_factors{};
    std::array<std::int32_t, 4 * Hidden> biases{};
    std::int32_t cell_power = -12, cell_limit = 32768;
    quantization gives{};

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.input_weights, self.hidden_weights, self.input_factors, self.hidden_factors, self.biases,
                        self.cell_power, self.cell_limit, self.gives);
    }
    [[nodiscard]] friend constexpr bool operator==(const int8_lstm_integers&, const int8_lstm_integers&) = default;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// An LSTM with int8 weights and values. Gates and the cell c have 16 bits: sums of gates are multiples of 2⁻¹², gates of 2⁻¹⁵,
///
///     c' = clip(f c + i g),  h' = o tanh c'
///
/// and each product, sum and function is rounded, and held within its bits.
///
/// Source:      TensorFlow Lite Micro's reference kernel of UNIDIRECTIONAL_SEQUENCE_LSTM for int8
template <extent In, std::size_t Hidden> struct lstm_form : gates_form<In, Hidden, 4> {
    using base = gates_form<In, Hidden, 4>;
    using source = int8_lstm_tensors<In.size(), Hidden>;
    using all_integers = int8_lstm_integers<In.size(), Hidden>;
    static constexpr std::size_t parameter_bytes = base::gate_bytes + sizeof(multiplier) + 2 * sizeof(std::int32_t);

    multiplier to_output{};
    std::int32_t cell_power = 0, cell_limit = 0;

    template <class Numbers>
    [[nodiscard]] static constexpr source quantized(const Numbers& of, const quantization& takes,
                                                    const quantization& gives) noexcept {
        constexpr std::size_t bias = base::rows * (base::inputs + Hidden);
        source result;
        result.gives = gives;
        quantize_gates<In, Hidden, 4>(of, result);
        if constexpr (Numbers::count > bias)
            for (std::size_t row = 0; row < base::rows; ++row)
                result.biases[row] = quantize_bias(static_cast<double>(of.parameter(bias + row)) +
                                                       static_cast<double>(of.parameter(bias + base::rows + row)),
                                                   takes.scale, result.input_scales[row / Hidden]);
        result.cell_power = power_for(of.ranges[0]);
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
        all.cell_power = cell_power;
        all.cell_limit = cell_limit;
        return std::make_tuple(all);
    }

    /// The least power of two of which 2¹⁵ reach to both ends of a range.
    [[nodiscard]] static constexpr std::int32_t power_for(const real_range& cells) noexcept {
        const float most = -cells.least > cells.greatest ? -cells.least : cells.greatest;
        std::int32_t power = -15;
        while (power < -9 && static_cast<double>(most) > two_to(power + 15)) ++power;
        return power;
    }

    /// One step.
    template <class Pass>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* scratch,
                           const Pass& pass) const noexcept {
        using namespace kernels::int8;
        const std::int16_t* const hidden = pass.carried->hidden.data();
        std::int16_t* const cell = pass.carried->cell.data();
        const std::int8_t* w = this->weights.data();
        base::products::prepare(x, hidden, scratch);
        for (std::size_t u = 0; u < Hidden; ++u) {
            typename base::gate_values a, b{};
            this->next_unit(u, w, x, hidden, scratch, a, b);
            const std::int32_t i = sigmoid_of_gate(to_int16(a[0] + b[0])), f = sigmoid_of_gate(to_int16(a[1] + b[1])),
                               g = tanh_of_gate(to_int16(a[2] + b[2]), -12), o = sigmoid_of_gate(to_int16(a[3] + b[3]));
            const std::int32_t old_part = to_int16(divide_twice(f * cell[u], 15)),
                               new_part = to_int16(divide_twice(i * g, 30 + cell_power)),
                               c = held_between(to_int16(old_part + new_part), -cell_limit, cell_limit);
            cell[u] = static_cast<std::int16_t>(c);
            const std::int32_t h = requantize(tanh_of_gate(c, cell_power) * o, to_output) + this->gives.zero_point;
            y[u] = static_cast<std::int8_t>(held_between(h, -128, 127));
        }
        this->keep(y, *pass.carried);
    }

 private:
    template <class From> constexpr void set_from(const From& from, const quantization& takes) noexcept {
        this->set_gates(from, takes);
        cell_power = from.cell_power;
        cell_limit = from.cell_limit;
        to_output = multiplier_to_output(-30, 30, from.gives.scale);
    }
};

template <std::size_t Inputs, std::size_t Hidden, class... Options, extent In, class Scales>
struct form_of<lstm<Inputs, Hidden, Options...>, In, Scales> {
    using type = lstm_form<In, Hidden>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_LSTM_FORM_HPP
