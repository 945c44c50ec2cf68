// Drafts, when their scale is known.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"

namespace constprop::tools::quantized {
namespace {

using tflite::operation_kind;

/// Biases in steps of the sums.
std::vector<std::int32_t> biases_of(const node& n, const draft& from) {
    std::vector<std::int32_t> result;
    for (std::size_t o = 0; o < from.biases.size(); ++o) {
        const double steps = std::round(from.biases[o] / from.steps[o]);
        if (!(std::fabs(steps) <= 2147483647.0))
            n.fail("a bias is " + std::to_string(steps) + " steps of its sum", "at most 32 bits",
                   "Quantize the model again.");
        result.push_back(static_cast<std::int32_t>(steps));
    }
    return result;
}

/// A mean of windows in another scale: a depthwise convolution, with weights that leave most bits to its sums.
void as_convolution(const node& n, const std::string& name, tflite::operation& op, builder& made) {
    const windows over = *op.with.over;
    const bool pads = over.rows.before + over.rows.after + over.columns.before + over.columns.after > 0;
    if ((pads && !op.with.counts_padding) || over.rows.rounds_up || over.columns.rounds_up)
        n.fail("it averages fewer values at the border, in another scale",
               "as many at all places, or the scale of its input",
               "Average with count_include_pad and without ceil_mode.");
    const tflite::tensor& x = made.tensor(op.inputs[0]);
    const std::size_t rows = over.rows.size, columns = over.columns.size, channels = x.shape.back();
    constexpr std::size_t most_weights = std::size_t{1} << 22;
    if (rows > most_weights / channels || columns > most_weights / channels / rows)
        n.fail("its windows of " + std::to_string(rows) + " by " + std::to_string(columns) +
                   " need a weight for each value",
               "at most " + std::to_string(most_weights), "Use GlobalAveragePool, or smaller windows.");
    if (pads) {
        const auto pad = [](std::size_t size) { return static_cast<std::int32_t>(size); };
        const quantization takes{x.scales[0], static_cast<std::int32_t>(x.zero_points[0])};
        const layer_extent out{rank::image, x.shape[1] + over.rows.before + over.rows.after,
                               x.shape[2] + over.columns.before + over.columns.after, channels};
        const std::size_t amounts = made.numbers(name + " amounts", {4, 2},
                                                 {0, 0, pad(over.rows.before), pad(over.rows.after),
                                                  pad(over.columns.before), pad(over.columns.after), 0, 0});
        op.inputs = {made.add({.kind = operation_kind::pad, .name = n.op(), .inputs = {op.inputs[0], amounts}},
                              name + " padded", out, takes)};
    }
    op.kind = operation_kind::depthwise_conv_2d;
    op.with.over.reset();
    op.with.stride_rows = over.rows.stride, op.with.stride_columns = over.columns.stride;
    op.inputs.push_back(made.weights(name + " weights", {1, rows, columns, channels},
                                     std::vector<std::int8_t>(rows * columns * channels, 127),
                                     {1.0F / (127.0F * static_cast<float>(rows * columns))}, 3));
}

/// Functions that give integers of one scale, and their layer with another.
const char* with_own_scale(operation_kind of) {
    return of == operation_kind::logistic ? "own_scale<constprop::sigmoid>"
           : of == operation_kind::tanh   ? "own_scale<constprop::tanh>"
                                          : "";
}

}  // namespace

std::size_t finish(const node& n, const std::string& name, const draft& from, bool channels_last,
                   const quantization& gives, builder& made) {
    tflite::operation op = from.op;
    const item shaped{.shape = from.shape, .channels_last = channels_last};
    layer_extent shape = extent_of(shaped);
    if (!from.steps.empty())
        op.inputs.push_back(made.numbers(name + " biases", {from.biases.size()}, biases_of(n, from)));
    const bool is_in_own_scale = from.otherwise && !(*from.otherwise == gives);
    // Windows move over images: a vector is one pixel for them.
    const bool is_of_vector = made.tensor(op.inputs[0]).shape.size() == 2;
    const bool is_pixel = is_of_vector && op.with.has_windows;
    if (is_pixel) {
        const tflite::tensor& x = made.tensor(op.inputs[0]);
        const quantization takes{x.scales[0], static_cast<std::int32_t>(x.zero_points[0])};
        const layer_extent pixel{rank::image, 1, 1, x.shape.back()};
        op.inputs[0] = made.add({.kind = operation_kind::reshape, .name = n.op(), .inputs = {op.inputs[0]}},
                                name + " pixel", pixel, takes);
    }
    const bool is_mean_of_windows = op.kind == operation_kind::average_pool_2d;
    if (is_mean_of_windows && (is_in_own_scale || op.with.counts_padding)) as_convolution(n, name, op, made);
    if (op.kind == operation_kind::mean && is_of_vector) {  // the value itself
        if (!is_in_own_scale) return op.inputs[0];
        op.kind = operation_kind::by_table;
        op.with.function = "own_scale<constprop::identity>";
    } else if (op.kind == operation_kind::mean) {
        op.inputs.push_back(made.numbers(name + " axes", {2}, {1, 2}));
        shape = vector_of(shape.size());
    }
    // One pixel is a vector if that is what goes in.
    if (op.kind == operation_kind::fully_connected || (is_of_vector && shape.positions() == 1))
        shape = vector_of(shape.size());
    if (is_in_own_scale && op.kind == operation_kind::softmax) {
        const std::size_t place = made.add(op, name + " in steps of 1/256", shape, *from.otherwise);
        op = {.kind = operation_kind::by_table, .name = op.name, .inputs = {place}};
        op.with.function = "own_scale<constprop::identity>";
    } else if (is_in_own_scale && *with_own_scale(op.kind) != '\0') {
        op.with.function = with_own_scale(op.kind);
        op.kind = operation_kind::by_table;
    }
    if (!is_pixel || shape.kind != rank::vector) return made.add(std::move(op), name, shape, gives);
    const std::string op_name = op.name;
    const std::size_t place = made.add(std::move(op), name + " as a pixel", {rank::image, 1, 1, shape.size()}, gives);
    return made.add({.kind = operation_kind::reshape, .name = op_name, .inputs = {place}}, name, shape, gives);
}

}  // namespace constprop::tools::quantized
