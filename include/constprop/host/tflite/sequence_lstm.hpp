#ifndef CONSTPROP_HOST_TFLITE_SEQUENCE_LSTM_HPP
#define CONSTPROP_HOST_TFLITE_SEQUENCE_LSTM_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/layer_integers.hpp>
#include <constprop/host/tflite/operators.hpp>
#include <constprop/int8/gates_form.hpp>
#include <constprop/int8/lstm_form.hpp>
#include <constprop/int8/over_time_form.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/lstm.hpp>
#include <constprop/layers/over_time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The scale of a gate's weights, of which its factor was made, with values in steps of `scale`.
inline float scale_of_gate(const int8::multiplier& factor, float scale) {
    const auto found = scale_near(int8::value_of(factor) / 4096 / static_cast<double>(scale), factor,
                                  [&](float of_) { return int8::multiplier_to_gate(scale, of_); });
    if (found) return *found;
    throw error("an LSTM in integers", "no float is a scale of which its factors are made",
                "the factors of scales, as int8_lstm_tensors has them",
                "Make the network by quantize, or from the integers of a file.");
}

/// UNIDIRECTIONAL_SEQUENCE_LSTM takes, of each gate i, f, g, o in this order, weights of the input and of the hidden state,
/// peepholes, and biases; a projection, the hidden state and the cell; and layer norms. What is not there is −1.
class sequence_lstm_inputs {
    static constexpr std::size_t of_input = 1, of_hidden = 5, biases = 12, hidden_state = 18, cell_state = 19;
    static constexpr const char *input_names[]{"weight_ii", "weight_if", "weight_ig", "weight_io"},
        *hidden_names[]{"weight_hi", "weight_hf", "weight_hg", "weight_ho"},
        *bias_names[]{"bias_i", "bias_f", "bias_g", "bias_o"};

 public:
    static constexpr std::size_t gates = 4;
    std::vector<std::int32_t> tensors = std::vector<std::int32_t>(24, -1);

    explicit sequence_lstm_inputs(std::int32_t x) { tensors[0] = x; }

    /// What one gate has. Of integers, weights have one scale.
    template <class Weight, class Bias>
    void add_gate(tflite_graph& graph, std::size_t gate, const std::vector<Weight>& input_weights,
                  const std::vector<Weight>& hidden_weights, const std::vector<Bias>& of_gate,
                  const std::vector<float>& input_scale = {}, const std::vector<float>& hidden_scale = {},
                  const std::vector<float>& bias_scale = {}) {
        const auto hidden = static_cast<std::int32_t>(of_gate.size());
        const std::int32_t inputs = static_cast<std::int32_t>(input_weights.size()) / hidden;
        tensors[of_input + gate] = graph.constants(input_names[gate], {hidden, inputs}, input_weights, input_scale);
        tensors[of_hidden + gate] = graph.constants(hidden_names[gate], {hidden, hidden}, hidden_weights, hidden_scale);
        tensors[biases + gate] = graph.constants(bias_names[gate], {hidden}, of_gate, bias_scale);
    }
    template <class Output, class Cell>
    void add_states(tflite_graph& graph, std::size_t hidden, const std::optional<quantization>& gives,
                    const std::optional<quantization>& cell) {
        tensors[hidden_state] = graph.variable<Output>("hidden", hidden, gives);
        tensors[cell_state] = graph.variable<Cell>("cell", hidden, cell);
    }
};

/// Numbers `from`, `from` + 1 … of a list.
template <class Number, class List> std::vector<Number> part_of(const List& list, std::size_t from, std::size_t count) {
    std::vector<Number> result;
    for (std::size_t k = 0; k < count; ++k) result.push_back(static_cast<Number>(list[from + k]));
    return result;
}

template <std::size_t Inputs, std::size_t Hidden, class Layer>
std::vector<std::int32_t> integers_of_lstm(tflite_graph& graph, const tflite_value& x, const Layer& layer,
                                           tflite_operator_options& with) {
    const quantization takes = x.by.value_or(quantization{}), gives = layer.form.gives;  // integers stand for something
    const auto from = std::get<0>(layer.form.integers(takes));
    sequence_lstm_inputs inputs(x.tensor);
    for (std::size_t g = 0; g < inputs.gates; ++g) {
        const float of_input = scale_of_gate(from.input_factors[g], takes.scale),
                    of_hidden = scale_of_gate(from.hidden_factors[g], gives.scale);
        inputs.add_gate(graph, g, part_of<std::int8_t>(from.input_weights, g * Hidden * Inputs, Hidden * Inputs),
                        part_of<std::int8_t>(from.hidden_weights, g * Hidden * Hidden, Hidden * Hidden),
                        part_of<std::int32_t>(from.biases, g * Hidden, Hidden), {of_input}, {of_hidden},
                        {of_input * takes.scale});
    }
    const auto step = static_cast<float>(int8::two_to(from.cell_power));
    inputs.template add_states<std::int8_t, std::int16_t>(graph, Hidden, gives, quantization{step, 0});
    if (from.cell_limit < 32768) with = std::move(with).with(1, static_cast<float>(from.cell_limit) * step);
    // Sums of gates are always multiples of 2⁻¹². The runtime reads the last scale, of an output that is not projected.
    for (const char* name : {"sum_i", "sum_f", "sum_g", "sum_o"})
        with.intermediates.push_back(graph.scale_alone(name, {}));
    with.intermediates.push_back(graph.scale_alone("output_before_projection", gives));
    return inputs.tensors;
}

/// Both biases are one.
template <std::size_t Inputs, std::size_t Hidden, class Layer>
std::vector<std::int32_t> floats_of_lstm(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
    constexpr std::size_t rows = 4 * Hidden, hidden_weights = rows * Inputs, bias = hidden_weights + rows * Hidden;
    std::vector<float> p(bias + 2 * rows, 0.0F);
    for (std::size_t k = 0; k < layer.stage.shape.parameters(); ++k) p[k] = layer.stage.parameter(k);
    for (std::size_t row = 0; row < rows; ++row) p[bias + row] += p[bias + rows + row];
    sequence_lstm_inputs inputs(x.tensor);
    for (std::size_t g = 0; g < inputs.gates; ++g)
        inputs.add_gate(graph, g, part_of<float>(p, g * Hidden * Inputs, Hidden * Inputs),
                        part_of<float>(p, hidden_weights + g * Hidden * Hidden, Hidden * Hidden),
                        part_of<float>(p, bias + g * Hidden, Hidden));
    inputs.template add_states<float, float>(graph, Hidden, {}, {});
    return inputs.tensors;
}

}  // namespace detail

/// All steps at once, (1, steps, values), from a state of zeros; of the last one, a slice.
///
/// A runtime keeps the state from one call to the next: its user resets it, as by `reset_all_variables`.
template <std::size_t Inputs, std::size_t Hidden, class... LstmOptions, class... Options>
struct tflite_operators<over_time<lstm<Inputs, Hidden, LstmOptions...>, Options...>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        constexpr auto steps = static_cast<std::int32_t>(Layer::takes.positions()),
                       hidden = static_cast<std::int32_t>(Hidden);
        const tflite_value sequence = graph.reshaped(x, x.shape, {1, steps, static_cast<std::int32_t>(Inputs)});
        auto with = tflite_operator_options{.number = 71}.with(0, cell_function);
        std::vector<std::int32_t> takes;
        if constexpr (Layer::in_integers)
            takes = detail::integers_of_lstm<Inputs, Hidden>(graph, sequence, layer, with);
        else takes = detail::floats_of_lstm<Inputs, Hidden>(graph, sequence, layer);
        extent all = x.shape;
        all.channels = Hidden;
        const tflite_value y =
            graph.node(tflite_kinds::sequence_lstm, takes, all, {1, steps, hidden}, layer.gives_by(x), std::move(with));
        if constexpr (Layer::layer_type::gives_last)
            return graph.node(tflite_kinds::strided_slice,
                              {y.tensor, graph.integers("begin", {0, -1, 0}), graph.integers("end", {0, 0, 0}),
                               graph.integers("strides", {1, 1, 1})},
                              Layer::gives, y.by,
                              tflite_operator_options{.number = 32}
                                  .with(0, samples_and_values)
                                  .with(1, samples_and_values)
                                  .with(4, steps_alone));
        else return graph.reshaped(y, Layer::gives, detail::tflite_shape(Layer::gives));
    }

 private:
    static constexpr std::int8_t cell_function = 4;  ///< tanh

    /// Masks of dimensions: bit k is of dimension k.
    static constexpr std::int32_t samples_and_values = 0b101, steps_alone = 0b010;
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_SEQUENCE_LSTM_HPP
