// Layers with weights: Conv, Gemm, MatMul.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"
#include "import/window_attributes.hpp"

namespace constprop::tools::quantized {
namespace {

std::size_t at(const std::vector<std::int64_t>& shape, std::size_t d) { return static_cast<std::size_t>(shape[d]); }

/// What a step of each output's sum stands for.
std::vector<double> steps_of(const item& x, const std::vector<float>& scales, std::size_t outputs) {
    std::vector<double> steps;
    for (std::size_t o = 0; o < outputs; ++o)
        steps.push_back(static_cast<double>(x.of.scale) * static_cast<double>(scales[scales.size() > 1 ? o : 0]));
    return steps;
}

std::string text_of(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
    return "(" + text + ")";
}

const integers& weights_at(const node& n, int k, const translation& to) {
    const integers* const found = to.constant(n, k);
    if (found == nullptr)
        n.fail("its weights are not quantized constants", "integers with a DequantizeLinear",
               "Quantize all of the model, weights too, and leave out no nodes.");
    return *found;
}

/// Weights in the order (output, row, column, input), or, of a depthwise convolution, (row, column, output).
template <class Number, class Place>
std::vector<Number> moved(const std::vector<Number>& from, std::size_t count, const Place& place) {
    std::vector<Number> result(count);
    for (std::size_t k = 0; k < count; ++k) result[place(k)] = from[k];
    return result;
}

/// Zeros around an image, as an operator of its own, which becomes part of the convolution behind it.
std::size_t padded(const node& n, const item& x, const layer_extent& in, const windows& over, builder& made) {
    const auto pad = [](std::size_t size) { return static_cast<std::int32_t>(size); };
    const std::vector<std::int32_t> sides{pad(over.rows.before), pad(over.rows.after), pad(over.columns.before),
                                          pad(over.columns.after)};
    if (std::all_of(sides.begin(), sides.end(), [](std::int32_t side_) { return side_ == 0; })) return x.tensor;
    layer_extent out = in;
    out.height += over.rows.before + over.rows.after;
    out.width += over.columns.before + over.columns.after;
    checked(n, out);
    const std::string name = n.proto().output(0) + " padded";
    const std::size_t amounts = made.numbers(name, {4, 2}, {0, 0, sides[0], sides[1], sides[2], sides[3], 0, 0});
    return made.add({.kind = tflite::operation_kind::pad, .name = n.op(), .inputs = {x.tensor, amounts}}, name, out,
                    x.of);
}

}  // namespace

draft with_biases(const node& n, draft of, const real_constant& added, bool channels_last) {
    const std::size_t dimensions = of.shape.rank(), given = added.shape.size();
    const std::size_t channel = channels_last ? dimensions - 1 : 1;
    const auto outputs = static_cast<std::int64_t>(of.biases.size());
    // Broadcasting counts dimensions from the last.
    bool fits = given <= dimensions;
    for (std::size_t d = 0; fits && d < given; ++d)
        fits = added.shape[d] == 1 || (d + dimensions - given == channel && added.shape[d] == outputs);
    if (!fits)
        n.fail("it adds a constant of shape " + text_of(added.shape) + " to " + of.shape.text(),
               "one number, or one for each of " + std::to_string(outputs) + " channels", again);
    for (std::size_t o = 0; o < of.biases.size(); ++o) of.biases[o] += added.values[added.values.size() == 1 ? 0 : o];
    return of;
}

draft convolution_of(const node& n, const item& x, const integers& weights, const std::optional<real_constant>& biases,
                     translation& to) {
    const std::size_t dimensions = x.shape.rank();
    if (dimensions < 3 || dimensions > 4 || weights.shape.size() != dimensions || x.channels_last)
        n.fail("it takes " + x.shape.text(), "an image or a signal with channels first", again);
    if (weights.scales.size() > 1 && weights.axis != 0)
        n.fail("its weights have scales along axis " + std::to_string(weights.axis), "axis 0, that of outputs",
               "Quantize weights per output channel.");
    const layer_extent in = extent_of(x);
    layer_extent moves_on = in;
    if (dimensions == 3) moves_on.kind = rank::signal;
    const std::vector<std::int64_t> kernel(weights.shape.begin() + 2, weights.shape.end());
    const windows over = windows_of(n, moves_on, kernel);
    const std::size_t outputs = at(weights.shape, 0), inputs = at(weights.shape, 1),
                      taps = over.rows.size * over.columns.size;
    const auto groups = static_cast<std::size_t>(std::max<std::int64_t>(n.int_attribute("group", 1), 1));
    if (outputs == 0 || inputs == 0 || inputs * groups != in.channels || outputs % groups != 0)
        n.fail("its weights are for " + std::to_string(inputs * groups) + " channels", std::to_string(in.channels),
               again);
    const std::vector<std::int8_t> values = weights_of(n, weights, to);

    draft result;
    result.steps = steps_of(x, weights.scales, outputs);
    result.biases.assign(outputs, 0.0);
    if (biases) result.biases = biases->values;
    if (result.biases.size() != outputs)
        n.fail("it adds " + std::to_string(result.biases.size()) + " numbers",
               "one for each of " + std::to_string(outputs) + " outputs", again);
    layer_extent gives = checked(n, over.places(in, outputs));
    result.shape = x.shape;
    result.shape.sizes[1] = static_cast<std::int64_t>(outputs);
    if (dimensions == 4) result.shape.sizes[2] = static_cast<std::int64_t>(gives.height);
    result.shape.sizes.back() = static_cast<std::int64_t>(gives.width);

    builder& made = to.made();
    const std::string name = n.proto().output(0) + " weights";
    tflite::operation& op = result.op;
    if (taps == 1 && in.positions() == 1 && groups == 1) {
        op.kind = tflite::operation_kind::fully_connected;
        op.inputs = {x.tensor, made.weights(name, {outputs, inputs}, values, weights.scales, 0)};
        return result;
    }
    op.with.has_windows = true;
    op.with.stride_rows = over.rows.stride, op.with.stride_columns = over.columns.stride;
    op.with.dilation_rows = over.rows.dilation, op.with.dilation_columns = over.columns.dilation;
    const bool is_depthwise = groups > 1 && inputs == 1;
    const auto place = [&](std::size_t k_) {
        const std::size_t o_ = k_ / (inputs * taps), i_ = k_ / taps % inputs, tap_ = k_ % taps;
        return is_depthwise ? tap_ * outputs + o_ : (o_ * taps + tap_) * inputs + i_;
    };
    const auto lying = moved(values, outputs * inputs * taps, place);
    const std::size_t rows = over.rows.size, columns = over.columns.size;
    const std::size_t input = padded(n, x, in, over, made);
    if (is_depthwise) {
        op.kind = tflite::operation_kind::depthwise_conv_2d;
        op.inputs = {input, made.weights(name, {1, rows, columns, outputs}, lying, weights.scales, 3)};
    } else {
        op.kind = tflite::operation_kind::conv_2d;
        op.inputs = {input, made.weights(name, {outputs, rows, columns, inputs}, lying, weights.scales, 0)};
    }
    return result;
}

draft product_of(const node& n, const item& x, const integers& weights, bool turned,
                 const std::optional<real_constant>& biases, translation& to) {
    if (x.shape.rank() != 2 || weights.shape.size() != 2)
        n.fail("it takes " + x.shape.text(), "one row of values for each sample, and a matrix",
               "Put a Flatten before it (nn.Flatten).");
    const std::size_t inputs = at(weights.shape, turned ? 1 : 0), outputs = at(weights.shape, turned ? 0 : 1);
    if (inputs != x.shape.sample() || outputs == 0)
        n.fail("its matrix is for " + std::to_string(inputs) + " values", std::to_string(x.shape.sample()), again);
    if (weights.scales.size() > 1 && weights.axis != (turned ? 0U : 1U))
        n.fail("its weights have scales along axis " + std::to_string(weights.axis), "that of outputs",
               "Quantize weights per output.");
    const std::vector<std::int8_t> values = weights_of(n, weights, to);
    draft result;
    result.steps = steps_of(x, weights.scales, outputs);
    result.biases.assign(outputs, 0.0);
    result.shape = x.shape;
    result.shape.sizes[1] = static_cast<std::int64_t>(outputs);
    if (biases) result = with_biases(n, std::move(result), *biases, false);
    // Columns in the order in which the values lie.
    const auto lying = moved(values, inputs * outputs, [&](std::size_t k_) {
        const std::size_t o_ = turned ? k_ / inputs : k_ % outputs, i_ = turned ? k_ % inputs : k_ / outputs;
        return o_ * inputs + (x.image ? x.image->from_channels_first(i_) : i_);
    });
    result.op.kind = tflite::operation_kind::fully_connected;
    result.op.inputs = {
        x.tensor, to.made().weights(n.proto().output(0) + " weights", {outputs, inputs}, lying, weights.scales, 0)};
    return result;
}

void read_convolution(const node& n, translation& to) {
    const auto biases = to.reals(n, 2);
    if (n.has_input(2) && !biases) n.fail("its biases depend on the input", "constants", again);
    to.give(n, convolution_of(n, to.taken(n, 0), weights_at(n, 1, to), biases, to));
}

void read_product(const node& n, translation& to) {
    const bool gemm = n.op() == "Gemm";
    if (gemm && (n.float_attribute("alpha", 1) != 1 || n.int_attribute("transA", 0) != 0))
        n.fail("it multiplies by alpha, or transposes its input", "alpha 1 and transA 0", again);
    std::optional<real_constant> biases;
    if (gemm && n.has_input(2)) {
        biases = to.reals(n, 2);
        if (!biases) n.fail("its biases depend on the input", "constants", again);
        for (double& one : biases->values) one *= static_cast<double>(n.float_attribute("beta", 1));
    }
    const bool turned = gemm && n.int_attribute("transB", 0) != 0;
    to.give(n, product_of(n, to.taken(n, 0), weights_at(n, 1, to), turned, biases, to));
}

}  // namespace constprop::tools::quantized
