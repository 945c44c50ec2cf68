#include <constprop/host/tensors.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "import/ratio.hpp"
#include "import/tflite/operators.hpp"
#include "import/tflite/tensors.hpp"

namespace constprop::tools::tflite {
namespace {

/// A function whose scale is free: in integers it says what it gives.
void add_free(const call& op, const std::string& layer, layer_list& to) {
    if (to.in_integers)
        to.sources.push_back(
            {.position = to.position(), .layer = "constprop::" + layer, .gives = op.quantization_of(op.output())});
    to.add(layer, to.shape);
}

/// The same, where TensorFlow Lite computes its table in another way.
void add_own_table(const call& op, const std::string& layer, layer_list& to) {
    if (to.in_integers)
        to.notes.push_back(to.position() + " constprop::" + layer + " may differ by 1 from TensorFlow Lite's");
    add_free(op, layer, to);
}

/// A function that gives integers which always stand for the same numbers.
void add_fixed(const call& op, const std::string& layer, const quantization& fixed, layer_list& to) {
    if (to.in_integers && !(op.quantization_of(op.output()) == fixed))
        op.fail("its integers stand for numbers of their own",
                "scale " + std::to_string(fixed.scale) + " and zero point " + std::to_string(fixed.zero_point),
                "Convert the model again.");
    to.add(layer, to.shape);
}

/// Integers that stand for the same numbers in another scale; nothing where the scale is the same.
void add_rescaling(const call& op, layer_list& to) {
    if (!to.in_integers)
        op.fail("it makes integers of some of the values", "floats throughout, or integers",
                "Quantize all of the model.");
    if (!(op.quantization_of(op.input(0)) == op.quantization_of(op.output())))
        add_free(op, "own_scale<constprop::identity>", to);
}

std::string ratio_of(const call& op, float number) {
    const std::optional<std::string> text = ratio_text(number);
    if (!text)
        op.fail("its parameter is " + std::to_string(number), "a number that a std::ratio can be", "Choose another.");
    return *text;
}

void add_leaky_relu(const call& op, layer_list& to) {
    const float slope = op.with().alpha;
    if (to.in_integers && !(slope > 0))
        op.fail("its slope is " + std::to_string(slope), "one above 0", "Use RELU, or floats.");
    add_free(op, "leaky_relu<" + ratio_of(op, slope) + ">", to);
}

/// Slopes of integers stand for numbers of their own.
void add_slopes(const call& op, const tensor& slopes, layer_list& to) {
    integers one{.position = to.position()};
    one.weights = int8s(slopes);
    one.of_slopes = op.quantization_of(slopes);
    one.gives = op.quantization_of(op.output());
    const float step = op.quantization_of(op.input(0)).scale / one.gives.scale;
    if (!(step < 256 && step * one.of_slopes->scale < 256))
        op.fail("a step of its inputs is more than 255 of its outputs", "less", "Convert the model again.");
    to.sources.push_back(std::move(one));
}

void add_prelu(const call& op, layer_list& to) {
    const tensor& slopes = op.constant(1, "slopes");
    const std::size_t channels = to.shape.kind == rank::vector ? to.shape.size() : to.shape.channels;
    const bool is_along_channels = slopes.size == 1 || (!slopes.shape.empty() && slopes.shape.back() == channels);
    if ((slopes.size != 1 && slopes.size != channels) || !is_along_channels)
        op.fail("slopes have shape " + shape_text(slopes), "one, or one for each channel",
                "Share the axes of rows and columns: PReLU(shared_axes=[1, 2]).");
    const std::string layer = "prelu<" + (slopes.size == 1 ? "" : std::to_string(slopes.size)) + ">";
    if (to.in_integers) {
        add_slopes(op, slopes, to);
        to.sources.back().layer = "constprop::" + layer;
    } else {
        host::tensor<float> weight{to.position() + ".weight", {slopes.size}, "", finite_reals(op, 1, "slopes")};
        if (to.shape.kind == rank::vector && slopes.size > 1) {
            const std::vector<float> stored = weight.values;
            for (std::size_t k = 0; k < channels; ++k) weight.values[k] = stored[to.shape.from_channels_first(k)];
        }
        to.tensors.push_back(std::move(weight));
    }
    to.add(layer, to.shape);
}

void add_softmax(const call& op, layer_list& to) {
    if (op.with().beta != 1)
        op.fail("its beta is " + std::to_string(op.with().beta), "1", "Scale the layer before it.");
    if (to.shape.kind != rank::vector && to.shape.positions() > 1)
        op.fail("it takes shape " + shape_text(op.input(0)), "one row of values", "Use one softmax over all classes.");
    to.flatten();
    add_fixed(op, "softmax", {1.0F / 256, -128}, to);
}

/// A function that clamps; no layer where all integers lie between its bounds.
struct clamp {
    std::string layer{};
    number_range between{};
};

/// `takes` and `gives` are what integers before and after it stand for.
void add_clamp(const clamp& function, const quantization& takes, const quantization& gives, layer_list& to) {
    // Integers that stand for other numbers behind the function: it is no part of the layer before it.
    if (to.in_integers && to.clamps && !(takes == gives)) to.add("identity", to.shape);
    const bool clamped = to.clamps;
    if (to.in_integers && !clamped)
        to.sources.push_back({.position = to.position(), .layer = "constprop::" + function.layer, .gives = gives});
    to.add(function.layer, to.shape);
    to.rows.back().clamps = function.between;
    to.clamps = clamped;
}

clamp clamp_of(const call& op, fused function, const quantization& gives) {
    constexpr double unbounded = std::numeric_limits<double>::infinity();
    switch (function) {
        case fused::none:
            return {};
        case fused::relu:
            return {"relu", {0, unbounded}};
        case fused::relu6:
            return {"relu6", {0, 6}};
        case fused::relu_n1_to_1:
            return {"clip<std::ratio<-1>, std::ratio<1>>", {-1, 1}};
        case fused::clip:
            break;
        case fused::tanh:
        case fused::other:
            op.fail("what follows within it is no RELU", "RELU, RELU6, RELU_N1_TO_1 or nothing",
                    "Convert the model again.");
    }
    // Where there is no bound, any will do that lies beyond all integers.
    const auto real = [&](int q_) { return gives.scale * static_cast<float>(q_ - gives.zero_point); };
    const float low = std::max(op.with().low, real(-129)), high = std::min(op.with().high, real(128));
    if (low <= real(-128) && high >= real(127)) return {};
    if (!(low < high))
        op.fail("its bounds lie beyond all integers of its scale", "bounds between them", "Quantize the model again.");
    return {"clip<" + ratio_of(op, low) + ", " + ratio_of(op, high) + ">",
            {static_cast<double>(low), static_cast<double>(high)}};
}

}  // namespace

void add_fused(const call& op, layer_list& to) {
    if (op.with().then == fused::none) return;
    const quantization gives = to.in_integers ? op.quantization_of(op.output()) : quantization{};
    const clamp function = clamp_of(op, op.with().then, gives);
    if (!function.layer.empty()) add_clamp(function, gives, gives, to);
}

namespace {

/// A function that clamps, by itself.
void read_clamp(const call& op, fused kind, layer_list& to) {
    if (!to.in_integers) return add_clamp(clamp_of(op, kind, {}), {}, {}, to);
    const quantization takes = op.quantization_of(op.input(0)), gives = op.quantization_of(op.output());
    const clamp function = clamp_of(op, kind, gives);
    if (!function.layer.empty()) add_clamp(function, takes, gives, to);
    else add_rescaling(op, to);
}

}  // namespace

void read_function(const call& op, layer_list& to) {
    op.check_gives(to.shape);
    switch (op.of().kind) {
        case operation_kind::relu:
            return read_clamp(op, fused::relu, to);
        case operation_kind::relu6:
            return read_clamp(op, fused::relu6, to);
        case operation_kind::relu_n1_to_1:
            return read_clamp(op, fused::relu_n1_to_1, to);
        case operation_kind::clip:
            return read_clamp(op, op.with().then, to);
        case operation_kind::quantize:
            return add_rescaling(op, to);
        case operation_kind::by_table:
            return add_free(op, op.with().function, to);
        case operation_kind::leaky_relu:
            return add_leaky_relu(op, to);
        case operation_kind::prelu:
            return add_prelu(op, to);
        case operation_kind::elu:
            return add_own_table(op, "elu", to);
        case operation_kind::hard_swish:
            return add_own_table(op, "hard_swish", to);
        case operation_kind::logistic:
            return add_fixed(op, "sigmoid", {1.0F / 256, -128}, to);
        case operation_kind::tanh:
            return add_fixed(op, "tanh", {1.0F / 128, 0}, to);
        default:
            return add_softmax(op, to);
    }
}

}  // namespace constprop::tools::tflite
