#include "import/tflite/tensors.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace constprop::tools::tflite {

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
