// Functions of single values, and softmax.
#include <constprop/activations/selu.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"

namespace constprop::tools::quantized {
namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();

struct bounds {
    float low = -infinite, high = infinite;
};

bounds bounds_of(const node& n) {
    if (n.op() == "Relu") return {0, infinite};
    const auto bound = [&](int k_, const char* name_, float otherwise_) {
        if (!n.has_input(k_)) return n.float_attribute(name_, otherwise_);  // up to opset 10
        return static_cast<float>(n.number_input(k_, "a bound"));
    };
    const bounds of{bound(1, "min", -infinite), bound(2, "max", infinite)};
    constexpr float most = std::numeric_limits<float>::max();
    return {of.low <= -most ? -infinite : of.low, of.high >= most ? infinite : of.high};
}

tflite::fused clamp_within(const bounds& of) {
    if (of.low == 0 && of.high == infinite) return tflite::fused::relu;
    if (of.low == 0 && of.high == 6) return tflite::fused::relu6;
    if (of.low == -1 && of.high == 1) return tflite::fused::relu_n1_to_1;
    return tflite::fused::clip;
}

bool may_clamp(tflite::operation_kind kind) {
    using enum tflite::operation_kind;
    return kind == conv_2d || kind == depthwise_conv_2d || kind == fully_connected || kind == add || kind == mul;
}

/// Bounds of integers, as Brevitas writes them between QuantizeLinear and DequantizeLinear: those of eight bits change nothing
/// but perhaps -128.
void check_bits(const node& n, const bounds& of, bool has_sign) {
    const bool are_eight = has_sign ? of.low <= -127 && of.high >= 127 : of.low <= 0 && of.high >= 255;
    if (!are_eight)
        n.fail("it clips integers to " + std::to_string(of.low) + " to " + std::to_string(of.high), "all of eight bits",
               "Quantize values to eight bits.");
}

/// Layers with a table of 256 values, and a scale that is free.
constexpr std::pair<std::string_view, std::string_view> by_table[]{
    {"Softplus", "softplus"},
    {"Softsign", "softsign"},
};

bool near(float a, double b) { return std::fabs(static_cast<double>(a) - b) < 1e-6; }

bool is_selu(const node& n) {
    return near(n.float_attribute("alpha", static_cast<float>(selu::alpha)), selu::alpha) &&
           near(n.float_attribute("gamma", static_cast<float>(selu::lambda)), selu::lambda);
}

}  // namespace

void read_clamp(const node& n, translation& to) {
    const bounds of = bounds_of(n);
    if (!(of.low < of.high))
        n.fail("its bounds are in the wrong order", "a lower and an upper one", "Export it again.");
    item one = to.any(n, 0);
    if (one.is_quantized() && !one.is_real) {
        check_bits(n, of, one.has_sign);
        return to.give(n, std::move(one));
    }
    const tflite::fused how = clamp_within(of);
    if (one.is_draft() && may_clamp(one.from->op.kind) && one.from->op.with.then == tflite::fused::none) {
        draft clamped = *one.from;
        clamped.op.with.then = how, clamped.op.with.low = of.low, clamped.op.with.high = of.high;
        one.from = std::make_shared<const draft>(std::move(clamped));
        return to.give(n, std::move(one));
    }
    const item x = to.taken(n, 0);
    draft result{.shape = x.shape, .otherwise = x.of};
    result.op.kind = tflite::operation_kind::clip;
    result.op.inputs = {x.tensor};
    result.op.with.then = how, result.op.with.low = of.low, result.op.with.high = of.high;
    to.give(n, std::move(result), x.channels_last);
}

draft function_of(const node& n, const item& x, std::string_view name) {
    using kind = tflite::operation_kind;
    draft result{.shape = x.shape};
    result.op.inputs = {x.tensor};
    tflite::settings& with = result.op.with;
    if (name == "Sigmoid") result.op.kind = kind::logistic, result.otherwise = quantization{1.0F / 256, -128};
    else if (name == "Tanh") result.op.kind = kind::tanh, result.otherwise = quantization{1.0F / 128, 0};
    else if (name == "LeakyRelu") result.op.kind = kind::leaky_relu, with.alpha = n.float_attribute("alpha", 0.01F);
    else if (name == "Elu" && n.float_attribute("alpha", 1) == 1) result.op.kind = kind::elu;
    else if (name == "HardSwish") result.op.kind = kind::hard_swish;
    else result.op.kind = kind::by_table;
    if (result.op.kind != kind::by_table) return result;

    for (const auto& [from, layer] : by_table)
        if (from == name) with.function = layer;
    if (name == "Selu" && is_selu(n)) with.function = "selu";
    if (name == "Gelu") with.function = n.string_attribute("approximate", "none") == "tanh" ? "gelu_tanh" : "gelu";
    const float slope = n.float_attribute("alpha", 0.2F);
    if (name == "HardSigmoid" && slope > 0.16666F && slope < 0.16667F && n.float_attribute("beta", 0.5F) == 0.5F)
        with.function = "hard_sigmoid";
    if (with.function.empty())
        n.fail("there is no layer with its parameters in integers",
               "alpha 1 of Elu, alpha 1/6 and beta 1/2 of HardSigmoid, the default ones of Selu",
               "Use nn.ELU(), nn.Hardsigmoid() or nn.SELU().");
    return result;
}

draft softmax_of(const node& n, const item& x) {
    const std::int64_t axis = n.int_attribute("axis", n.opset() < 13 ? 1 : -1);
    if (x.shape.rank() != 2 || (axis != -1 && axis != 1))
        n.fail("it takes " + x.shape.text() + " along axis " + std::to_string(axis),
               "one row of values for each sample", "Use one softmax over all classes.");
    draft result{.shape = x.shape, .otherwise = quantization{1.0F / 256, -128}};
    result.op.kind = tflite::operation_kind::softmax;
    result.op.inputs = {x.tensor};
    return result;
}

void read_function(const node& n, translation& to) {
    const item x = to.taken(n, 0);
    to.give(n, function_of(n, x, n.op()), x.channels_last);
}

void read_softmax(const node& n, translation& to) { to.give(n, softmax_of(n, to.taken(n, 0))); }

}  // namespace constprop::tools::quantized
