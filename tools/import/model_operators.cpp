// Operators of ai.onnx.ml, which scikit-learn's converter writes, and the label of a class.
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "import/affine.hpp"
#include "import/functions.hpp"
#include "import/operators.hpp"
#include "import/time.hpp"

namespace constprop::tools {
namespace {

std::size_t row_of(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    if (f.shape.rank() == 0 || f.shape.rank() == f.shape.batch || f.columns ||
        static_cast<std::size_t>(f.shape.sizes.back()) != f.shape.sample())
        n.fail("its input has shape " + f.shape.text(), "one row of numbers for each sample", again);
    f.restore_order(n);
    return f.shape.sample();
}

per_value list_of(const node& n, const char* name, std::size_t size, double otherwise) {
    per_value numbers = n.floats_attribute(name);
    if (numbers.empty()) return {otherwise};
    if (numbers.size() != 1 && numbers.size() != size)
        n.fail("its attribute '" + std::string{name} + "' has " + std::to_string(numbers.size()) + " numbers",
               "one, or " + std::to_string(size), again);
    return numbers;
}

/// Adds the transformation of a linear model's scores.
void add_transform(const node& n, flow& f, bool opposite_scores) {
    const std::string transform = n.string_attribute("post_transform", "NONE");
    if (transform == "NONE") return;
    if (transform == "SOFTMAX") {
        f.layers.add(function_called("softmax"));
        f.sums_to_one = true;
    } else if (transform == "LOGISTIC") {
        f.layers.add(function_called("sigmoid"));
        f.sums_to_one = opposite_scores;  // σ(z) + σ(−z) = 1
    } else {
        n.fail("its post_transform is " + host::detail::in_quotes(transform), "NONE, SOFTMAX or LOGISTIC", again);
    }
}

}  // namespace

void read_affine(const node& n, flow& f) {
    if (f.columns) n.fail("it takes columns of samples", "rows of samples", "Transpose them before it.");
    if (read_counted(n, f)) return;
    const std::size_t inputs = f.shape.sample();
    const std::string& from = n.proto().input(n.flowing());
    const auto made = affine_of(n, {{from, affine::identity(f.shape, f.order)}});
    if (n.result >= made.size())
        n.fail("it does more than to select, to join and to add values of a sample", "that alone",
               "Leave samples whole, and in front.");
    const affine& result = made[n.result];
    f.shape = result.shape;
    if (result.rows.empty()) n.fail("it leaves nothing of a sample", "some values", again);
    if (result.rows.size() > (std::size_t{1} << 22) / inputs)
        n.fail("it is a layer of " + std::to_string(inputs) + " by " + std::to_string(result.rows.size()) + " values",
               "a smaller one", "Import a smaller model.");
    f.order = value_order(result.rows.size());
    if (!result.is_identity(inputs)) f.layers.add(result.layer(inputs));
}

void read_scaler(const node& n, flow& f) {
    const std::size_t size = row_of(n, f);
    scale_step scale{list_of(n, "scale", size, 1), list_of(n, "offset", size, 0)};
    if (scale.factors.size() != scale.shifts.size()) {
        scale.factors.resize(size, scale.factors[0]);
        scale.shifts.resize(size, scale.shifts[0]);
    }
    for (std::size_t k = 0; k < scale.factors.size(); ++k) scale.shifts[k] *= -scale.factors[k];  // (x − offset) scale
    f.layers.add(std::move(scale));
}

void read_linear_model(const node& n, flow& f) {
    const std::size_t inputs = row_of(n, f);
    const bool classifies = n.op() == "LinearClassifier";
    linear_step layer;
    layer.inputs = inputs;
    layer.weights = n.floats_attribute("coefficients");
    layer.biases = n.floats_attribute("intercepts");
    layer.outputs = layer.weights.size() / inputs;
    if (layer.outputs == 0 || layer.weights.size() % inputs != 0)
        n.fail("it has " + std::to_string(layer.weights.size()) + " coefficients",
               "some for each of " + std::to_string(inputs) + " inputs", again);
    if (layer.biases.empty()) layer.biases.assign(layer.outputs, 0.0);
    if (layer.biases.size() != layer.outputs)
        n.fail("it has " + std::to_string(layer.biases.size()) + " intercepts",
               std::to_string(layer.outputs) + ", one for each output", again);
    const auto targets = n.int_attribute("targets", 1);
    if (!classifies && targets != static_cast<std::int64_t>(layer.outputs))
        n.fail("it has coefficients for " + std::to_string(layer.outputs) + " targets", std::to_string(targets), again);
    if (classifies) {
        const auto *labels = n.attribute("classlabels_ints"), *words = n.attribute("classlabels_strings");
        const int classes =
            std::max(labels == nullptr ? 0 : labels->ints_size(), words == nullptr ? 0 : words->strings_size());
        if (classes != static_cast<int>(layer.outputs))
            n.fail("it has " + std::to_string(classes) + " classes and scores for " + std::to_string(layer.outputs),
                   "a score for each class", "Export it by a newer converter.");
    }
    bool opposite = layer.outputs == 2 && layer.biases[0] == -layer.biases[1];
    for (std::size_t i = 0; i < inputs; ++i)
        opposite = opposite && layer.weights[i] == -layer.weights[layer.weights.size() - inputs + i];
    f.shape.sizes.back() = static_cast<std::int64_t>(layer.outputs);
    f.order = value_order(layer.outputs);
    f.layers.add(std::move(layer));
    add_transform(n, f, opposite);
    if (classifies && n.result == 0) read_label(n, f);
}

/// Reads a division by the sum of values that sum to 1 already; other norms depend on the input and are refused.
void read_normalizer(const node& n, flow& f) {
    row_of(n, f);
    const std::string norm = n.string_attribute("norm", "MAX");
    if (norm != "L1" || !f.sums_to_one)
        n.fail("it divides by a norm (" + host::detail::printable(norm) + ") of its input",
               "probabilities that sum to 1 already, as Softmax and LinearClassifier of two classes give them",
               "Use a softmax over classes: LogisticRegression(multi_class='multinomial').");
}

void read_zip_map(const node& n, flow& f) {
    row_of(n, f);
    f.notes.push_back(
        "ZipMap, which gives numbers the names of classes, is left out: outputs stand in the order of its labels.");
}

void read_label(const node& n, flow& f) {
    if (f.labels) {
        for (const char* const op : {"ArrayFeatureExtractor", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten",
                                     "Identity", "Gather", "ZipMap", "LabelEncoder"})
            if (n.op() == op) return;
        n.fail("it computes with the label of a class", "the label as the model's output",
               "End the model before it, and call classify(net, x).");
    }
    if (n.op() == "ArgMax") {
        const auto rank = static_cast<std::int64_t>(f.shape.rank());
        const std::int64_t given = n.int_attribute("axis", 0), axis = given < 0 ? given + rank : given;
        if (n.flowing() != 0 || f.columns || axis < 0 || axis >= rank ||
            static_cast<std::size_t>(axis) < f.shape.batch ||
            static_cast<std::size_t>(f.shape.sizes[static_cast<std::size_t>(axis)]) != f.shape.sample())
            n.fail("it goes along axis " + std::to_string(given) + " of " + f.shape.text(), "all values of a sample",
                   "Put a Flatten before it (nn.Flatten), and use axis 1.");
        if (n.int_attribute("select_last_index", 0) != 0)
            n.fail("it takes the last of equal values", "the first, as classify does", "Leave select_last_index out.");
    }
    f.restore_order(n);
    f.labels = true;
    f.notes.push_back(
        "The model ends in the label of a class: the network gives what it is chosen by, and "
        "classify(net, x) its position.");
}

}  // namespace constprop::tools
