#include "import/tflite/tensors.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {
namespace {

/// Throws where integers could leave the range in which their arithmetic is exact.
void check_range(const call& op, const integers& layer, const quantization& takes, std::size_t per_output) {
    for (const float scale : layer.scales) {
        const double factor =
            static_cast<double>(takes.scale) * static_cast<double>(scale) / static_cast<double>(layer.gives.scale);
        if (!(factor < 256))
            op.fail("a step of its sums is " + std::to_string(factor) + " steps of its outputs", "less than 256",
                    "Convert the model again.");
    }
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
        std::int64_t most = std::abs(static_cast<std::int64_t>(layer.biases[o]));
        for (std::size_t k = 0; k < per_output; ++k) {
            const int w = layer.weights[o * per_output + k];
            if (w == -128) op.fail("a weight is -128", "weights from -127 to 127", "Convert the model again.");
            most += 256 * std::abs(w);
        }
        if (most > std::int64_t{0x7FFFFFFF})
            op.fail("the sum for output " + std::to_string(o) + " can leave 32 bits", "sums that fit",
                    "Convert the model again.");
    }
}

}  // namespace

std::vector<float> finite_reals(const call& op, std::size_t input, const char* what) {
    const tensor& of = op.constant(input, what);
    const bool reads = of.type == number_kind::float32 || of.type == number_kind::float16 ||
                       (of.type == number_kind::int8 && !of.scales.empty());
    if (!reads)
        op.fail(std::string(what) + " are " + of.type_name, "FLOAT32, FLOAT16 or quantized INT8",
                "Convert the model again.");
    std::vector<float> numbers = reals(of);
    for (const float one : numbers)
        if (!std::isfinite(one))
            op.fail(std::string(what) + " are not all finite", "finite numbers",
                    "Look at the training that the file comes from.");
    return numbers;
}

std::vector<float> scales_of_integers(const tensor& of, std::size_t outputs, std::size_t axis) {
    const bool fits =
        of.type == number_kind::int8 && (of.scales.size() == 1 || (of.scales.size() == outputs && of.axis == axis));
    if (!fits || std::any_of(of.zero_points.begin(), of.zero_points.end(), [](auto zero_) { return zero_ != 0; }))
        return {};
    return of.scales.size() == 1 ? std::vector<float>(outputs, of.scales[0]) : of.scales;
}

void settle_integers(layer_list& layers) {
    const auto is_matrix = [](const auto& one_) { return one_.shape.size() >= 2; };
    layers.integers_stay = std::any_of(layers.tensors.begin(), layers.tensors.end(), is_matrix) &&
                           std::none_of(layers.tensors.begin(), layers.tensors.end(),
                                        [&](const auto& one_) { return is_matrix(one_) && one_.integers.empty(); });
    for (auto& one : layers.tensors) {
        if (one.integers.empty() || layers.integers_stay) continue;
        layers.notes.push_back(one.name + " is INT8 in the file, and becomes floats");
        one.integers.clear();
        one.scales.clear();
    }
}

std::vector<std::int8_t> weight_integers(const call& op) {
    const tensor& weights = op.constant(1, "weights");
    if (weights.type != number_kind::int8)
        op.fail("weights are " + weights.type_name, "INT8", "Quantize all of the model.");
    return int8s(weights);
}

void add_integer_tensors(const call& op, const std::string& layer, std::vector<std::int8_t> rows, std::size_t outputs,
                         std::size_t scale_axis, std::size_t biases, layer_list& to) {
    const tensor& weights = op.input(1);
    if (weights.scales.empty() || (weights.scales.size() > 1 && weights.axis != scale_axis))
        op.fail("integers of weights stand for nothing", "one scale, or one for each output",
                "Convert the model again.");
    for (const std::int64_t zero_point : weights.zero_points)
        if (zero_point != 0)
            op.fail("weights have zero point " + std::to_string(zero_point), "0", "Convert the model again.");
    integers one{.position = to.position(), .layer = "constprop::" + layer, .weights = std::move(rows)};
    one.scales = weights.scales;
    one.gives = op.quantization_of(op.output());
    one.biases.assign(outputs, 0);
    if (op.has_input(biases)) {
        const tensor& from = op.constant(biases, "biases");
        if (from.type != number_kind::int32 || from.size != outputs)
            op.fail("biases are " + from.type_name + " of shape " + shape_text(from),
                    "INT32, " + std::to_string(outputs), "Convert the model again.");
        one.biases = int32s(from);
    }
    check_range(op, one, op.quantization_of(op.input(place_of_value(op.of().kind))), one.weights.size() / outputs);
    to.sources.push_back(std::move(one));
}

void add_tensors(const call& op, host::tensor<float> weight, std::size_t biases, std::size_t outputs, layer_list& to) {
    host::tensor<float> bias{to.position() + ".bias", {outputs}, "", std::vector<float>(outputs, 0.0F)};
    if (op.has_input(biases)) bias.values = finite_reals(op, biases, "biases");
    if (bias.values.size() != outputs)
        op.fail("there are " + std::to_string(bias.values.size()) + " biases", std::to_string(outputs),
                "Convert the model again.");
    if (op.input(1).type != number_kind::float32 && weight.integers.empty())
        to.notes.push_back(weight.name + " is " + op.input(1).type_name + " in the file, and becomes floats");
    to.tensors.push_back(std::move(weight));
    to.tensors.push_back(std::move(bias));
}

}  // namespace constprop::tools::tflite
