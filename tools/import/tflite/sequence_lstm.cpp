#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/operators.hpp"
#include "import/tflite/tensors.hpp"

/// UNIDIRECTIONAL_SEQUENCE_LSTM takes, of each gate i, f, g, o in this order, weights of the input and of the hidden state,
/// peepholes without g, and biases; then a projection, the hidden state and the cell, and coefficients of layer norms.
namespace constprop::tools::tflite {
namespace {

constexpr std::size_t gates = 4, first_input_weights = 1, first_hidden_weights = 5, first_peephole = 9, first_bias = 12,
                      first_projection = 16, hidden_state = 18, cell_state = 19, first_norm = 20, end_of_norms = 24;

/// What an LSTM of TensorFlow Lite may have, and the layer has not.
void check_kind(const call& op) {
    const auto has_one_of = [&](std::size_t first_, std::size_t end_) {
        for (std::size_t k = first_; k < end_; ++k)
            if (op.has_input(k)) return true;
        return false;
    };
    const auto refuse = [&](const char* found_, const char* remedy_) {
        op.fail(found_, "four gates of the input and the hidden state, as Keras' LSTM has them", remedy_);
    };
    if (!op.has_input(first_input_weights) || !op.has_input(first_hidden_weights))
        refuse("its input gate is coupled with its forget gate", "Take an LSTM without that.");
    if (has_one_of(first_peephole, first_bias)) refuse("it has peepholes", "Take an LSTM without them.");
    if (has_one_of(first_projection, hidden_state)) refuse("it has a projection", "Put a dense layer behind it.");
    if (has_one_of(first_norm, end_of_norms)) refuse("it has layer norms", "Take an LSTM without them.");
    if (op.with().then != fused::tanh) refuse("its activation is not tanh", "Take activation='tanh'.");
    if (op.with().time_major)
        op.fail("steps stand before samples", "samples before steps", "Take an LSTM with time_major=False.");
    for (const std::size_t state : {hidden_state, cell_state})
        if (!op.input(state).is_variable)
            op.fail("a state is given to it", "a state of zeros before the first step",
                    "Take an LSTM with stateful=False, and without initial_state.");
}

/// A matrix of one gate, of the right shape.
const tensor& matrix(const call& op, std::size_t place, std::size_t rows, std::size_t columns) {
    const tensor& of = op.constant(place, "weights");
    if (of.shape != std::vector{rows, columns})
        op.fail("weights have shape " + shape_text(of),
                "(" + std::to_string(rows) + ", " + std::to_string(columns) + ")", "Convert the model again.");
    return of;
}

/// Appends one gate's integers. Values that they are multiplied by have a scale, too.
void append_integers(const call& op, const tensor& from, float scale_of_values, std::vector<std::int8_t>& weights,
                     std::vector<float>& scales) {
    if (from.type != number_kind::int8) op.fail("weights are " + from.type_name, "INT8", "Quantize all of the model.");
    if (from.scales.size() != 1 || from.zero_points[0] != 0)
        op.fail("integers of weights stand for nothing", "one scale for each gate, and zero point 0",
                "Convert the model again.");
    const std::vector<std::int8_t> all = int8s(from);
    if (std::find(all.begin(), all.end(), std::int8_t{-128}) != all.end())
        op.fail("a weight is -128", "weights from -127 to 127", "Convert the model again.");
    if (!(static_cast<double>(scale_of_values * from.scales[0]) * 4096 < 256))
        op.fail("a step of its sums is " + std::to_string(scale_of_values * from.scales[0]), "less than 1/16",
                "Convert the model again.");
    weights.insert(weights.end(), all.begin(), all.end());
    scales.push_back(from.scales[0]);
}

void check_sums(const call& op, const integers& layer, std::size_t inputs) {
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
        std::int64_t most = std::abs(static_cast<std::int64_t>(layer.biases[o]));
        for (std::size_t k = 0; k < inputs; ++k) most += 256 * std::abs(int{layer.weights[o * inputs + k]});
        if (most > std::int64_t{0x7FFFFFFF})
            op.fail("the sum for gate " + std::to_string(o) + " can leave 32 bits", "sums that fit",
                    "Convert the model again.");
    }
}

/// The cell's scale is 2^power.
std::int32_t power_of(const call& op, const tensor& cell) {
    if (cell.type_name != "INT16" || cell.scales.size() != 1 || cell.zero_points[0] != 0)
        op.fail("its cell is " + cell.type_name, "INT16 with one scale, and zero point 0", "Convert the model again.");
    int exponent = 0;
    const bool is_power = std::frexp(cell.scales[0], &exponent) == 0.5F;
    if (!is_power || exponent - 1 < -15 || exponent - 1 > -9)
        op.fail("the scale of its cell is " + std::to_string(cell.scales[0]), "a power of two from 2^-15 to 2^-9",
                "Convert the model again.");
    return exponent - 1;
}

void add_integers(const call& op, const std::string& layer, std::size_t inputs, std::size_t hidden, layer_list& to) {
    const quantization takes = op.quantization_of(op.input(0)), gives = op.quantization_of(op.output());
    if (!(op.quantization_of(op.input(hidden_state)) == gives))
        op.fail("its hidden state stands for other numbers than its output", "the same scale and zero point",
                "Convert the model again.");
    integers one{.position = to.position(), .layer = "constprop::" + layer, .gives = gives};
    gate_integers of_gates;
    for (std::size_t g = 0; g < gates; ++g) {
        append_integers(op, matrix(op, first_input_weights + g, hidden, inputs), takes.scale, one.weights, one.scales);
        append_integers(op, matrix(op, first_hidden_weights + g, hidden, hidden), gives.scale, of_gates.hidden_weights,
                        of_gates.hidden_scales);
        std::vector<std::int32_t> biases(hidden, 0);
        if (op.has_input(first_bias + g)) {
            const tensor& from = op.constant(first_bias + g, "biases");
            if (from.type != number_kind::int32 || from.size != hidden)
                op.fail("biases are " + from.type_name + " of shape " + shape_text(from),
                        "INT32, " + std::to_string(hidden), "Convert the model again.");
            biases = int32s(from);
        }
        one.biases.insert(one.biases.end(), biases.begin(), biases.end());
    }
    check_sums(op, one, inputs);
    const tensor& cell = op.input(cell_state);
    of_gates.cell_power = power_of(op, cell);
    if (const float clip = op.with().cell_clip; clip > 0)
        of_gates.cell_limit = static_cast<std::int32_t>(
            std::min(static_cast<double>(clip) / static_cast<double>(cell.scales[0]), 32767.0));
    one.of_gates = std::move(of_gates);
    to.sources.push_back(std::move(one));
}

void add_reals(const call& op, std::size_t inputs, std::size_t hidden, layer_list& to) {
    const std::string position = to.position();
    host::tensor<float> weight_ih{position + ".weight_ih", {gates * hidden, inputs}, "", {}},
        weight_hh{position + ".weight_hh", {gates * hidden, hidden}, "", {}},
        bias_ih{position + ".bias_ih", {gates * hidden}, "", {}},
        bias_hh{position + ".bias_hh", {gates * hidden}, "", std::vector<float>(gates * hidden, 0.0F)};
    const auto append = [&](std::size_t place_, const char* what_, host::tensor<float>& to_) {
        const std::vector<float> numbers = finite_reals(op, place_, what_);
        to_.values.insert(to_.values.end(), numbers.begin(), numbers.end());
    };
    for (std::size_t g = 0; g < gates; ++g) {
        matrix(op, first_input_weights + g, hidden, inputs);
        matrix(op, first_hidden_weights + g, hidden, hidden);
        append(first_input_weights + g, "weights", weight_ih);
        append(first_hidden_weights + g, "weights", weight_hh);
        if (op.has_input(first_bias + g)) append(first_bias + g, "biases", bias_ih);
        else bias_ih.values.resize((g + 1) * hidden, 0.0F);
        if (bias_ih.values.size() != (g + 1) * hidden)
            op.fail("there are biases of another number", std::to_string(hidden) + " for each gate",
                    "Convert the model again.");
    }
    if (op.with().cell_clip > 0)
        to.notes.push_back(position + " clips its cell at " + std::to_string(op.with().cell_clip) +
                           " in the file, and does not here");
    if (op.input(first_input_weights).type != number_kind::float32)
        to.notes.push_back(position + " has weights of " + op.input(first_input_weights).type_name +
                           " in the file, which become floats");
    for (auto* one : {&weight_ih, &weight_hh, &bias_ih, &bias_hh}) to.tensors.push_back(std::move(*one));
}

}  // namespace

void read_sequence_lstm(const call& op, layer_list& to) {
    check_kind(op);
    if (to.shape.kind != rank::image || to.shape.height != 1)
        op.fail("it takes shape " + shape_text(op.input(0)), "(1, steps, values)", "Leave out the change of shape.");
    const tensor& first = op.constant(first_input_weights, "weights");
    const std::size_t inputs = to.shape.channels, hidden = first.shape.empty() ? 0 : first.shape[0];
    constexpr std::size_t most_parameters = std::size_t{1} << 22;
    if (hidden == 0 || hidden > most_parameters ||
        to.parameters() + gates * hidden * (inputs + hidden + 1) > most_parameters)
        op.fail("it has " + std::to_string(hidden) + " units",
                "some, and at most " + std::to_string(most_parameters) + " parameters in the network",
                "Import a smaller model.");
    extent gives = to.shape;
    gives.channels = hidden;
    op.check_gives(gives);
    const std::string layer =
        "over_time<constprop::lstm<" + std::to_string(inputs) + ", " + std::to_string(hidden) + ">>";
    if (to.in_integers) add_integers(op, layer, inputs, hidden, to);
    else add_reals(op, inputs, hidden, to);
    to.add(layer, gives, gives.positions() * gates * hidden * (inputs + hidden));
}

}  // namespace constprop::tools::tflite
