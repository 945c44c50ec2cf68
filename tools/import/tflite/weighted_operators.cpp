#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/by_windows.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/layers/window.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/operators.hpp"
#include "import/tflite/tensors.hpp"

namespace constprop::tools::tflite {
namespace {

/// How the weights of a layer lie in a file and where: output o has weights stored(o, 0), stored(o, 1) …, channels last, and
/// PyTorch's weight k of each output is number torch(k) of these.
template <class Stored, class Torch> struct weight_order {
    std::size_t outputs, per_output;
    std::size_t scale_axis;  ///< along which a file may have scales
    Stored stored;
    Torch torch;
};
template <class Stored, class Torch>
weight_order(std::size_t, std::size_t, std::size_t, Stored, Torch) -> weight_order<Stored, Torch>;

template <class Number, class Order> std::vector<Number> rows_of(const std::vector<Number>& from, const Order& order) {
    std::vector<Number> rows;
    rows.reserve(from.size());
    for (std::size_t o = 0; o < order.outputs; ++o)
        for (std::size_t k = 0; k < order.per_output; ++k) rows.push_back(from[order.stored(o, k)]);
    return rows;
}

template <class Order> void add_reals(const call& op, const Order& order, host::tensor_shape shape, layer_list& to) {
    const std::vector<float> rows = rows_of(finite_reals(op, 1, "weights"), order);
    host::tensor<float> weight{to.position() + ".weight", std::move(shape), "", {}};
    const auto in_torch = [&](const auto& from_, auto& to_) {
        for (std::size_t o = 0; o < order.outputs; ++o)
            for (std::size_t k = 0; k < order.per_output; ++k)
                to_.push_back(from_[o * order.per_output + order.torch(k)]);
    };
    in_torch(rows, weight.values);
    weight.scales = scales_of_integers(op.input(1), order.outputs, order.scale_axis);
    if (!weight.scales.empty()) in_torch(rows_of(int8s(op.input(1)), order), weight.integers);
    add_tensors(op, std::move(weight), 2, order.outputs, to);
}

template <class Order>
void add_weighted(const call& op, const std::string& layer, const extent& gives, const Order& order,
                  host::tensor_shape shape, layer_list& to) {
    constexpr std::size_t most_parameters = std::size_t{1} << 22;
    if (to.parameters() + order.outputs * order.per_output > most_parameters)
        op.fail("with it the network has more than " + std::to_string(most_parameters) + " parameters",
                "at most so many", "Import a smaller model.");
    op.check_gives(gives);
    if (to.in_integers)
        add_integer_tensors(op, layer, rows_of(weight_integers(op), order), order.outputs, order.scale_axis, 2, to);
    else add_reals(op, order, std::move(shape), to);
    to.add(layer, gives, gives.size() * order.per_output);
    to.clamps = true;
    add_fused(op, to);
}

/// What a convolution of integers writes beside its values: the values of a window, and the outputs that wait until what they are
/// written over was read.
void add_memory(const windows& over, const extent& takes, std::size_t groups, layer_row& to) {
    const kernels::convolution_sizes sizes{.rows = over.rows.on(takes.height),
                                           .columns = over.columns.on(takes.width),
                                           .inputs = takes.channels,
                                           .outputs = to.gives.channels,
                                           .groups = groups};
    const std::size_t places = sizes.rows.places * sizes.columns.places, late = kernels::int8::delay_of(sizes);
    to.in_place = late <= places / 4 + 1;
    to.scratch = sizes.taps() * sizes.inputs + (to.in_place && late > 0 ? (late + 1) * sizes.outputs : 0);
}

/// How a convolution's windows move over an image; what is padded before them is theirs.
struct convolution_windows {
    windows over{};
    std::string options;

    convolution_windows(const call& op, const tensor& weights, layer_list& to) {
        const settings& with = op.with();
        if (!with.has_windows) op.fail("its options are left out", "padding and strides", "Convert the model again.");
        over.rows = {
            .size = weights.shape[1], .stride = with.stride_rows, .dilation = with.dilation_rows, .same = with.same};
        over.columns = {.size = weights.shape[2],
                        .stride = with.stride_columns,
                        .dilation = with.dilation_columns,
                        .same = with.same};
        options = option_text("kernel", over.rows.size, over.columns.size);
        if (with.stride_rows != 1 || with.stride_columns != 1)
            options += ", " + option_text("stride", with.stride_rows, with.stride_columns);
        if (with.same &&
            !(over.rows.size == 1 && over.columns.size == 1 && with.stride_rows == 1 && with.stride_columns == 1))
            options += ", constprop::same";
        if (with.dilation_rows != 1 || with.dilation_columns != 1)
            options += ", " + option_text("dilation", with.dilation_rows, with.dilation_columns);
        if (to.padded && !with.same) pad(*to.padded, to);
        if (!over.always_see(to.shape) || over.places(to.shape, 1).size() == 0)
            op.fail("at some places its windows see nothing of the image", "windows that do",
                    "Convert a model with smaller kernels.");
    }

 private:
    /// Padding is the convolution's own where each window sees some of the image.
    void pad(const std::array<std::size_t, 4>& sides, layer_list& to) {
        const auto [above, below, left, right] = sides;
        windows padded = over;
        padded.rows.before = above, padded.rows.after = below;
        padded.columns.before = left, padded.columns.after = right;
        extent without = to.shape;
        without.height -= above + below;
        without.width -= left + right;
        if (!padded.always_see(without)) return;
        over = padded;
        options += ", constprop::padding<" + std::to_string(above) + ", " + std::to_string(below) + ", " +
                   std::to_string(left) + ", " + std::to_string(right) + ">";
        to.shape = without;
        to.take_back();
    }
};

}  // namespace

const tensor& kernel_of(const call& op, const layer_list& to) {
    const tensor& weights = op.constant(1, "weights");
    if (weights.shape.size() != 4 || weights.size == 0)
        op.fail("weights have shape " + shape_text(weights), "four dimensions", "Convert the model again.");
    if (to.shape.kind != rank::image) op.fail("it takes a vector", "an image", "Convert the model again.");
    return weights;
}

namespace {

/// The same layer for the channels at each position: a convolution of one pixel. With one scale, the operator rounds the product of
/// two, which a convolution does not: so the layer is given its factor.
void read_for_each_position(const call& op, const tensor& weights, layer_list& to) {
    const std::size_t outputs = weights.shape[0], inputs = weights.shape[1];
    extent gives = to.shape;
    gives.channels = outputs;
    const std::size_t before = to.sources.size();
    add_weighted(op, "conv2d<" + std::to_string(inputs) + ", " + std::to_string(outputs) + ", constprop::kernel<1>>",
                 gives,
                 weight_order{outputs, inputs, 0, [inputs](std::size_t o_, std::size_t k_) { return o_ * inputs + k_; },
                              [](std::size_t k_) { return k_; }},
                 {outputs, inputs, 1, 1}, to);
    if (!to.in_integers || to.sources[before].scales.size() > 1) return;
    integers& layer = to.sources[before];
    layer.factor = int8::multiplier_of(static_cast<double>(op.quantization_of(op.input(0)).scale * layer.scales[0]) /
                                       static_cast<double>(layer.gives.scale));
}

}  // namespace

void read_fully_connected(const call& op, layer_list& to) {
    const tensor& weights = op.constant(1, "weights");
    if (op.with().is_shuffled) op.fail("weights are shuffled", "weights row by row", "Convert the model again.");
    const bool is_for_each_position = to.shape.kind == rank::image && to.shape.positions() > 1 &&
                                      op.with().keeps_dimensions && weights.shape.size() == 2 && weights.size > 0 &&
                                      weights.shape[1] == to.shape.channels;
    if (is_for_each_position) return read_for_each_position(op, weights, to);
    if (weights.shape.size() != 2 || weights.size == 0 || weights.shape[1] != to.shape.size())
        op.fail("weights have shape " + shape_text(weights) + " for " + std::to_string(to.shape.size()) + " values",
                "one for each value and output", "Use a layer on all values of a sample: Flatten before Dense.");
    const std::size_t outputs = weights.shape[0], inputs = weights.shape[1];
    to.flatten();
    const extent in = to.shape;
    add_weighted(op, "linear<" + std::to_string(inputs) + ", " + std::to_string(outputs) + ">", vector_of(outputs),
                 weight_order{outputs, inputs, 0, [inputs](std::size_t o_, std::size_t k_) { return o_ * inputs + k_; },
                              [in](std::size_t k_) { return in.from_channels_first(k_); }},
                 {outputs, inputs}, to);
}

void read_convolution(const call& op, layer_list& to) {
    const tensor& weights = kernel_of(op, to);
    const std::size_t outputs = weights.shape[0], rows = weights.shape[1], columns = weights.shape[2],
                      inputs = weights.shape[3];
    const std::size_t channels = to.shape.channels, groups = channels / inputs;
    if (groups == 0 || channels % inputs != 0 || outputs % groups != 0)
        op.fail("weights have shape " + shape_text(weights) + " for " + std::to_string(channels) + " channels",
                "as many inputs as channels", "Convert the model again.");
    const convolution_windows windows(op, weights, to);
    const std::size_t at = to.rows.size();
    const extent takes = to.shape;
    const std::size_t taps = rows * columns, per_output = taps * inputs;
    add_weighted(op,
                 "conv2d<" + std::to_string(channels) + ", " + std::to_string(outputs) + ", " + windows.options +
                     (groups == 1 ? "" : ", constprop::groups<" + std::to_string(groups) + ">") + ">",
                 windows.over.places(to.shape, outputs),
                 weight_order{outputs, per_output, 0,
                              [per_output](std::size_t o_, std::size_t k_) { return o_ * per_output + k_; },
                              [taps, inputs](std::size_t k_) { return k_ % taps * inputs + k_ / taps; }},
                 {outputs, inputs, rows, columns}, to);
    if (to.in_integers) add_memory(windows.over, takes, groups, to.rows[at]);
}

void read_depthwise_convolution(const call& op, layer_list& to) {
    const tensor& weights = kernel_of(op, to);
    const std::size_t rows = weights.shape[1], columns = weights.shape[2], outputs = weights.shape[3],
                      channels = to.shape.channels;
    if (weights.shape[0] != 1 || outputs % channels != 0)
        op.fail("weights have shape " + shape_text(weights) + " for " + std::to_string(channels) + " channels",
                "(1, rows, columns, outputs), with as many outputs for each channel", "Convert the model again.");
    const convolution_windows windows(op, weights, to);
    const std::size_t at = to.rows.size();
    const extent takes = to.shape;
    const std::size_t multiplier = outputs / channels;
    add_weighted(op,
                 "depthwise_conv2d<" + std::to_string(channels) + ", " + windows.options +
                     (multiplier == 1 ? "" : ", constprop::multiplier<" + std::to_string(multiplier) + ">") + ">",
                 windows.over.places(to.shape, outputs),
                 weight_order{outputs, rows * columns, 3,
                              [outputs](std::size_t o_, std::size_t k_) { return k_ * outputs + o_; },
                              [](std::size_t k_) { return k_; }},
                 {outputs, 1, rows, columns}, to);
    if (to.in_integers) add_memory(windows.over, takes, channels, to.rows[at]);
}

}  // namespace constprop::tools::tflite
