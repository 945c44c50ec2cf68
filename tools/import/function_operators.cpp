// Operators that are layers without parameters.
#include <constprop/activations/selu.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "import/constant.hpp"
#include "import/functions.hpp"
#include "import/operators.hpp"
#include "import/ratio.hpp"
#include "import/selection.hpp"

namespace constprop::tools {
namespace {

std::string ratio_of(const node& n, const char* attribute, float otherwise) {
    const float number = n.float_attribute(attribute, otherwise);
    if (auto text = ratio_text(number)) return *std::move(text);
    n.fail("its " + std::string{attribute} + " is " + std::to_string(number), "a number that a std::ratio holds",
           "Choose one that is neither so small nor so large, such as 0.01.");
}

/// min(max(α x + β, 0), 1) is hard_sigmoid(z), min(max(z + 3, 0), 6) / 6, for z = 6 α x + (6 β − 3). In float, α = 1/6 has a
/// rounding error that z should not have.
void read_hard_sigmoid(const node& n, flow& f) {
    const float alpha = n.float_attribute("alpha", 0.2F), beta = n.float_attribute("beta", 0.5F);
    const double factor = alpha == 1.0F / 6.0F ? 1.0 : 6 * static_cast<double>(alpha);
    const double shift = 6 * static_cast<double>(beta) - 3;
    if (factor != 1 || shift != 0) f.layers.add(scale_step{{factor}, {shift}});
    f.layers.add(function_called("hard_sigmoid"));
}

function_step function_of(const node& n) {
    constexpr std::pair<std::string_view, const char*> plain[]{
        {"Relu", "relu"}, {"Sigmoid", "sigmoid"},   {"HardSwish", "hard_swish"},
        {"Tanh", "tanh"}, {"Softplus", "softplus"}, {"Softsign", "softsign"}};
    for (const auto& [op, name] : plain)
        if (n.op() == op) return function_called(name);
    if (n.op() == "LeakyRelu")
        return leaky_relu_of(ratio_of(n, "alpha", 0.01F), static_cast<double>(n.float_attribute("alpha", 0.01F)));
    if (n.op() == "Elu") return elu_of(ratio_of(n, "alpha", 1), static_cast<double>(n.float_attribute("alpha", 1)));
    const std::string form = n.string_attribute("approximate", "none");
    if (form == "none") return function_called("gelu");
    if (form == "tanh") return function_called("gelu_tanh");
    n.fail("its attribute 'approximate' is something else", "'none' or 'tanh'", "Export the model again.");
}

/// γ elu(z), with slope α; selu if γ and α are selu's.
void read_selu(const node& n, flow& f) {
    constexpr float alpha = static_cast<float>(selu::alpha), gamma = static_cast<float>(selu::lambda);
    const float given_alpha = n.float_attribute("alpha", 1.67326319217681884765625F),
                given_gamma = n.float_attribute("gamma", 1.05070102214813232421875F);
    const auto near = [](float a, float b) { return std::fabs(a - b) < 1e-6F; };
    if (near(given_alpha, alpha) && near(given_gamma, gamma)) return f.layers.add(function_called("selu"));
    f.layers.add(elu_of(ratio_of(n, "alpha", given_alpha), static_cast<double>(given_alpha)));
    f.layers.add(scale_step{{static_cast<double>(given_gamma)}, {0.0}});
}

/// A single slope for all values makes it leaky_relu.
void read_prelu(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
    value slopes = n.constant_input(1, "the slope");
    // In the first versions a list has one slope for each channel.
    if (n.opset() < 7 && slopes.shape.size() == 1 && f.shape.rank() > 2)
        slopes.shape.insert(slopes.shape.end(), f.shape.rank() - 2, 1);
    const per_value each = f.order.lying(broadcast(n, slopes, f));
    const double first = each.front();
    if (std::any_of(each.begin(), each.end(), [&](double slope_) { return slope_ != first; })) {
        scale_step channels = in_channels({each, {0.0}}, f.layers.lies());
        if (channels.factors.empty()) {
            f.layers.flatten();
            channels.factors = each;
        }
        return f.layers.add(slope_step{f.layers.lies(), channels.factors});
    }
    const auto text = ratio_text(static_cast<float>(first));
    if (!text)
        n.fail("its slope is " + std::to_string(first), "a number that a std::ratio holds",
               "Choose one that is neither so small nor so large, such as 0.01.");
    f.layers.add(leaky_relu_of(*text, first));
}

/// Bounds are attributes up to opset 10, and inputs in later ones; Min and Max have one bound.
void read_clip(const node& n, flow& f) {
    double low = -HUGE_VAL, high = HUGE_VAL;
    const auto bound = [&](int k) { return n.number_input(k, "a bound"); };
    if (n.op() == "Clip") {
        if (n.flowing() != 0)
            n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
        constexpr float most = std::numeric_limits<float>::max();
        const auto least = n.float_attribute("min", -most), greatest = n.float_attribute("max", most);
        low = n.has_input(1) ? bound(1) : static_cast<double>(least);
        high = n.has_input(2) ? bound(2) : static_cast<double>(greatest);
    } else if (n.proto().input_size() == 2) {
        (n.op() == "Max" ? low : high) = bound(1 - n.flowing());
    } else {
        n.fail("it has " + std::to_string(n.proto().input_size()) + " operands", "two", "Export the model again.");
    }
    constexpr double finite = 1e30;
    const bool from_below = low > -finite, from_above = high < finite;
    if (std::isnan(low) || std::isnan(high) || (from_below && from_above && !(low < high)))
        n.fail("its bounds are " + std::to_string(low) + " and " + std::to_string(high), "a lower and a greater one",
               "Export the model again.");
    if (from_below && from_above) {
        const auto low_text = ratio_text(static_cast<float>(low)), high_text = ratio_text(static_cast<float>(high));
        if (!low_text || !high_text)
            n.fail("its bounds are " + std::to_string(low) + " and " + std::to_string(high),
                   "numbers that a std::ratio holds", "Choose ones that are neither so small nor so large.");
        f.layers.add(clip_of(*low_text, low, *high_text, high));
    } else if (from_below) {  // relu(z − low) + low
        if (low != 0) f.layers.add(scale_step{{1.0}, {-low}});
        f.layers.add(function_called("relu"));
        if (low != 0) f.layers.add(scale_step{{1.0}, {low}});
    } else if (from_above) {  // high − relu(high − z)
        f.layers.add(scale_step{{-1.0}, {high}});
        f.layers.add(function_called("relu"));
        f.layers.add(scale_step{{-1.0}, {high}});
    }
}

void add_softmax(const node& n, flow& f) {
    f.layers.flatten();
    f.layers.add(function_called(n.op() == "Softmax" ? "softmax" : "log_softmax"));
}

}  // namespace

void read_activation(const node& n, flow& f) {
    if (n.op() == "PRelu") return read_prelu(n, f);
    if (n.op() == "Clip" || n.op() == "Min" || n.op() == "Max") return read_clip(n, f);
    if (n.flowing() != 0 || n.proto().input_size() != 1)
        n.fail("it has " + std::to_string(n.proto().input_size()) + " inputs", "one", "Export the model again.");
    if (n.op() == "HardSigmoid") return read_hard_sigmoid(n, f);
    if (n.op() == "Selu") return read_selu(n, f);
    f.layers.add(function_of(n));
}

void read_softmax(const node& n, flow& f) {
    if (f.columns) {
        if (n.int_attribute("axis", n.opset() < 13 ? 1 : -1) != 0 || n.opset() < 13)
            n.fail("it goes along other values than a sample's", "all values of a sample", "Use axis 0 of columns.");
        return add_softmax(n, f);
    }
    const auto rank = static_cast<std::int64_t>(f.shape.rank());
    const bool flattens = n.opset() < 13;  // then it normalizes over all dimensions from axis on
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
    add_softmax(n, f);
}

void read_identity(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
    if (n.op() == "Cast") {
        const std::int64_t to = n.int_attribute("to", 0);
        if (to != onnx::TensorProto::FLOAT && to != onnx::TensorProto::DOUBLE)
            n.fail("it converts the input's values to type " + type_text(to), "FLOAT or DOUBLE",
                   "Leave the conversion out of the exported model.");
    }
    if (n.op() == "Expand") {
        const auto sizes = integers(n, n.constant_input(1, "the shape"), "the shape");
        bool same = sizes.size() <= f.shape.rank();
        for (std::size_t d = 0; same && d < sizes.size(); ++d) {
            const std::int64_t own = f.shape.sizes[f.shape.rank() - 1 - d], wanted = sizes[sizes.size() - 1 - d];
            same = wanted == 1 || wanted == own || f.shape.rank() - 1 - d < f.shape.batch;
        }
        if (!same) n.fail("it repeats values", "a shape that stays", "Repeat them in the weights of the next layer.");
    }
    if (n.op() == "Dropout" && n.result != 0)
        n.fail("its second output, the mask, is used", "its first one", "Leave the mask out of the exported model.");
    if (n.op() == "Dropout" && n.opset() >= 12 && n.has_input(2)) {
        const double training = n.number_input(2, "training_mode");
        const double ratio = n.has_input(1) ? n.number_input(1, "the ratio") : 0.5;
        if (training != 0 && ratio != 0)
            n.fail("it is in training mode", "inference, where it does nothing",
                   "Call model.eval() before the export.");
    }
}

}  // namespace constprop::tools
