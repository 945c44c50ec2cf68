// Operators that are layers without parameters.
#include <cstdint>
#include <string>
#include <utility>

#include "import/constant.hpp"
#include "import/operators.hpp"
#include "import/ratio.hpp"

namespace constprop::tools {
namespace {

std::string ratio_of(const node& n, const char* attribute, float otherwise) {
    const float number = n.float_attribute(attribute, otherwise);
    if (auto text = ratio_text(number)) return *std::move(text);
    n.fail("its " + std::string{attribute} + " is " + std::to_string(number), "a number that a std::ratio holds",
           "Choose one that is neither so small nor so large, such as 0.01.");
}

/// min(max(α x + β, 0), 1) is hard_sigmoid(z), min(max(z + 3, 0), 6) / 6, of z = 6 α x + (6 β − 3). In float α = 1/6 is
/// off by a rounding that z should not have.
void read_hard_sigmoid(const node& n, flow& f) {
    const float alpha = n.float_attribute("alpha", 0.2F), beta = n.float_attribute("beta", 0.5F);
    const double factor = alpha == 1.0F / 6.0F ? 1.0 : 6 * static_cast<double>(alpha);
    const double shift = 6 * static_cast<double>(beta) - 3;
    if (factor != 1 || shift != 0) f.layers.add(scale_step{{factor}, {shift}});
    f.layers.add(function_step{"constprop::hard_sigmoid"});
}

std::string spelling_of(const node& n) {
    if (n.op() == "Relu") return "constprop::relu";
    if (n.op() == "LeakyRelu") return "constprop::leaky_relu<" + ratio_of(n, "alpha", 0.01F) + ">";
    if (n.op() == "Elu") {
        const std::string alpha = ratio_of(n, "alpha", 1);
        return alpha == "std::ratio<1>" ? "constprop::elu" : "constprop::elu_with<" + alpha + ">";
    }
    if (n.op() == "Sigmoid") return "constprop::sigmoid";
    if (n.op() == "HardSwish") return "constprop::hard_swish";
    if (n.op() == "Tanh") return "constprop::tanh";
    if (n.op() == "Softplus") return "constprop::softplus";
    if (n.op() == "Softsign") return "constprop::softsign";
    const std::string form = n.string_attribute("approximate", "none");
    if (form == "none") return "constprop::gelu";
    if (form == "tanh") return "constprop::gelu_tanh";
    n.fail("its attribute 'approximate' is something else", "'none' or 'tanh'", "Export the model again.");
}

}  // namespace

void read_activation(const node& n, flow& f) {
    if (n.flowing() != 0 || n.proto().input_size() != 1)
        n.fail("it has " + std::to_string(n.proto().input_size()) + " inputs", "one", "Export the model again.");
    if (n.op() == "HardSigmoid") return read_hard_sigmoid(n, f);
    f.layers.add(function_step{spelling_of(n)});
}

void read_softmax(const node& n, flow& f) {
    const auto rank = static_cast<std::int64_t>(f.shape.rank());
    const bool flattens = n.opset() < 13;  // then it goes over all dimensions from axis on
    const std::int64_t given = n.int_attribute("axis", flattens ? 1 : -1);
    const std::int64_t axis = given < 0 ? given + rank : given;
    if (axis < 0 || axis >= rank + (flattens ? 1 : 0))
        n.fail("its axis is " + std::to_string(given), "one of the " + std::to_string(rank) + " dimensions",
               "Export the model again.");
    for (std::int64_t d = 0; d < rank; ++d) {
        const auto k = static_cast<std::size_t>(d);
        const bool summed = d == axis || (flattens && d > axis), of_sample = k >= f.shape.batch;
        if (summed != of_sample && f.shape.sizes[k] != 1)
            n.fail("it goes along axis " + std::to_string(given) + " of " + f.shape.text(), "all values of a sample",
                   "Put a Flatten before it (nn.Flatten), and use axis 1.");
    }
    f.layers.add(function_step{n.op() == "Softmax" ? "constprop::softmax" : "constprop::log_softmax"});
}

void read_identity(const node& n, flow& f) {
    (void)f;
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
    if (n.op() == "Cast") {
        const std::int64_t to = n.int_attribute("to", 0);
        if (to != onnx::TensorProto::FLOAT && to != onnx::TensorProto::DOUBLE)
            n.fail("it converts the input's values to type " + type_text(to), "FLOAT or DOUBLE",
                   "Leave the conversion out of the exported model.");
    }
    if (n.op() == "Dropout" && n.opset() >= 12 && n.has_input(2)) {
        const double training = n.number_input(2, "training_mode");
        const double ratio = n.has_input(1) ? n.number_input(1, "the ratio") : 0.5;
        if (training != 0 && ratio != 0)
            n.fail("it is in training mode", "inference, where it does nothing",
                   "Call model.eval() before the export.");
    }
}

}  // namespace constprop::tools
