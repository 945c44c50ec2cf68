// GRU, LSTM and RNN.
#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/time.hpp"

namespace constprop::tools {
namespace {

/// The gates of an operator: their order in this library, as positions in ONNX's, and the functions that ONNX has by default.
struct gates {
    recurrent_kind kind;
    std::vector<std::size_t> places;
    std::vector<std::string> functions;
};

gates gates_of(const node& n) {
    if (n.op() == "GRU") return {recurrent_kind::gru, {1, 0, 2}, {"sigmoid", "tanh"}};               // ONNX: z, r, h
    if (n.op() == "LSTM") return {recurrent_kind::lstm, {0, 2, 3, 1}, {"sigmoid", "tanh", "tanh"}};  // ONNX: i, o, f, c
    return {recurrent_kind::rnn, {0}, {"tanh"}};
}

std::string lower(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

enum class direction { forward, reverse, bidirectional };

direction direction_of(const node& n) {
    const std::string text = n.string_attribute("direction", "forward");
    if (text == "reverse") return direction::reverse;
    if (text == "bidirectional") return direction::bidirectional;
    if (text != "forward")
        n.fail("its direction is " + host::detail::in_quotes(text), "forward, reverse or bidirectional", again);
    return direction::forward;
}

/// The activation of an RNN; checks those of the others. Both directions have the same.
std::string activation_of(const node& n, const gates& of, std::size_t directions) {
    std::vector<std::string> functions = n.strings_attribute("activations");
    if (functions.empty()) functions = of.functions;
    const auto middle = functions.begin() + static_cast<std::ptrdiff_t>(functions.size() / 2);
    if (directions == 2 && functions.size() % 2 == 0 && std::equal(functions.begin(), middle, middle, functions.end()))
        functions.erase(middle, functions.end());
    for (std::string& one : functions) one = lower(std::move(one));
    const bool is_simple = of.kind == recurrent_kind::rnn;
    for (const char* const one : {"tanh", "relu", "sigmoid", "softplus", "softsign"})
        if (is_simple && functions == std::vector<std::string>{one}) return one;
    if (is_simple || functions != of.functions) {
        std::string names;
        for (const std::string& one : functions) names += (names.empty() ? "" : ", ") + one;
        n.fail("its activations are " + host::detail::printable(names),
               is_simple ? "tanh, relu, sigmoid, softplus or softsign" : "sigmoid for gates, and else tanh",
               is_simple ? "Train it with one of these." : "Train it with these, PyTorch's and Keras's defaults.");
    }
    return "tanh";
}

bool is_zero(const value& numbers) {
    return std::all_of(numbers.numbers->begin(), numbers.numbers->end(), [](double one_) { return one_ == 0; });
}

/// Attributes and inputs for which there are no layers.
void check_options(const node& n, const extent& shape, std::size_t time) {
    if (n.attribute("clip") != nullptr)
        n.fail("it clips what its activations take", "no attribute 'clip'", "Train it without clipping.");
    if (n.int_attribute("input_forget", 0) != 0)
        n.fail("its input and forget gates are one", "an LSTM of four gates", "Use a GRU.");
    if (n.has_input(4)) {
        // Lengths that come from the shape of the input are its number of steps.
        const char* const what = "the list of lengths (sequence_lens)";
        for (const std::int64_t length : integers(n, n.constant_input(4, what), what))
            if (length != extent::by_samples && length != shape.sizes[time])
                n.fail("it ends a sequence after " + std::to_string(length) + " steps (sequence_lens)",
                       "sequences that are used whole",
                       "Leave the lengths out: the caller gives as many steps as there are.");
    }
    for (const int state : {5, 6})
        if (n.has_input(state) && !is_zero(n.constant_input(state, "the initial state")))
            n.fail("its initial state is not 0", "zeros, with which a sequence begins",
                   "Export it without an initial state; a caller may set a state of its own.");
    if (n.has_input(7) && !is_zero(n.constant_input(7, "the list of peepholes")))
        n.fail("its gates see the cell (peepholes)", "gates that see the input and the hidden state",
               "Train it without peepholes.");
}

/// One of the directions of a node.
struct one_of {
    std::size_t direction, directions;
};

/// Rows of all gates, in the order of this library. Throws host::error if they do not have these dimensions.
std::vector<double> rows_of(const node& n, one_of which, int input, const char* what, const gates& of,
                            std::size_t hidden, std::size_t width, std::size_t parts = 1) {
    const value& given = n.constant_input(input, what);
    const std::size_t rows = of.places.size() * hidden, all = which.directions * parts * rows * width;
    std::vector<std::int64_t> shape{static_cast<std::int64_t>(which.directions),
                                    static_cast<std::int64_t>(parts * rows)};
    if (parts == 1) shape.push_back(static_cast<std::int64_t>(width));
    if (given.shape != shape || given.numbers->size() != all)
        n.fail(std::string{what} + " has " + std::to_string(given.numbers->size()) + " numbers",
               std::to_string(all) + " for " + (which.directions == 2 ? "2 directions with " : "") +
                   std::to_string(of.places.size()) + " gates of " + std::to_string(hidden) + " units",
               again);
    std::vector<double> result;
    for (std::size_t part = which.direction * parts; part < (which.direction + 1) * parts; ++part)
        for (const std::size_t gate : of.places) {
            const auto first =
                given.numbers->begin() + static_cast<std::ptrdiff_t>((part * of.places.size() + gate) * hidden * width);
            result.insert(result.end(), first, first + static_cast<std::ptrdiff_t>(hidden * width));
        }
    return result;
}

/// The layer of one direction.
recurrent_step layer_of(const node& n, const flow& f, one_of which, const gates& of, std::size_t hidden) {
    recurrent_step layer{.kind = of.kind, .inputs = f.shape.sample(), .hidden = hidden};
    layer.activation = activation_of(n, of, which.directions);
    layer.resets_before = of.kind == recurrent_kind::gru && n.int_attribute("linear_before_reset", 0) == 0;
    layer.weights_of_state = rows_of(n, which, 2, "the recurrent matrix", of, layer.hidden, layer.hidden);
    const std::vector<double> weights = rows_of(n, which, 1, "the matrix", of, layer.hidden, layer.inputs);
    layer.weights.resize(weights.size());
    for (std::size_t i = 0; i < layer.inputs; ++i)
        for (std::size_t k = i, place = f.order.place(i); k < weights.size(); k += layer.inputs)
            layer.weights[k - i + place] = weights[k];
    if (n.has_input(3)) layer.biases = rows_of(n, which, 3, "the list of biases", of, layer.hidden, 1, 2);
    return layer;
}

/// Makes dimensions `time`, 1 − `time` and 2 of the input the steps, the sequences and the values of a step.
void find_steps(const node& n, flow& f, std::size_t time) {
    extent& shape = f.shape;
    const bool is_there = shape.time == std::optional{time} && shape.merged.empty() && shape.rank() == 3;
    // A dimension of size 1 may count sequences, or values.
    if (is_there && shape.batch == 1 && shape.sizes[1] == 1) shape.batch = 2;
    if (is_there && shape.batch == 3 && shape.sizes[2] == 1) shape.batch = 2;
    if (!is_there || shape.batch != 2) try {
            n.fail("its input has shape " + shape.text(),
                   time == 0 ? "(steps, batch, values)" : "(batch, steps, values)",
                   "Give it whole sequences, with the dimensions of the export.");
        } catch (const host::error& reason) {
            throw steps_elsewhere(reason);
        }
}

}  // namespace

bool is_recurrent(const node& n) { return n.is_onnx() && (n.op() == "RNN" || n.op() == "GRU" || n.op() == "LSTM"); }

void read_recurrent(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const std::int64_t layout = n.int_attribute("layout", 0);
    if (layout < 0 || layout > 1) n.fail("its layout is " + std::to_string(layout), "0 or 1", again);
    const auto time = static_cast<std::size_t>(layout);
    find_steps(n, f, time);
    check_options(n, f.shape, time);
    if (n.result == 2)
        n.fail("its last cell state is used", "its outputs", "Return the outputs (hidden states) alone.");

    const gates of = gates_of(n);
    const value& recurrent = n.constant_input(2, "the recurrent matrix");
    const std::int64_t units = recurrent.shape.empty() ? 0 : recurrent.shape.back();
    constexpr std::int64_t most_units = 65'536;
    if (units < 1 || units > most_units || n.int_attribute("hidden_size", units) != units)
        n.fail("it has " + std::to_string(n.int_attribute("hidden_size", units)) + " units, its recurrent matrix " +
                   std::to_string(units) + " columns",
               "equally many, from 1 to " + std::to_string(most_units), again);
    const auto hidden = static_cast<std::size_t>(units);
    const direction runs = direction_of(n);
    const bool both = runs == direction::bidirectional, gives_all = n.result == 0;
    if (both) {
        f.layers.add(
            bidirectional_step{layer_of(n, f, {0, 2}, of, hidden), layer_of(n, f, {1, 2}, of, hidden), !gives_all});
    } else {
        recurrent_step layer = layer_of(n, f, {0, 1}, of, hidden);
        if (runs == direction::reverse) f.layers.add(reversed_sequence());
        f.layers.add(std::move(layer));
        if (runs == direction::reverse && gives_all) f.layers.add(reversed_sequence());
    }

    // Y has a dimension for the directions, here behind those that count; Y_h has the last step's.
    std::vector<std::int64_t>& sizes = f.shape.sizes;
    sizes[2] = units;
    if (gives_all) {
        sizes.insert(sizes.begin() + (time == 0 && !both ? 1 : 2), both ? 2 : 1);
        if (!both) ++f.shape.batch;
    } else {
        sizes[time] = 1;
        f.shape.time.reset();
        if (both) {
            sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(time));
            sizes.insert(sizes.begin() + 1, 2);
            f.shape.batch = 1;
        }
    }
    f.order = value_order(both ? 2 * hidden : hidden);
}

}  // namespace constprop::tools
