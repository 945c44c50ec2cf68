#include "import/quantized/operators.hpp"

#include <algorithm>
#include <utility>

namespace constprop::tools::quantized {
namespace {

using reader = void (*)(const node&, translation&);

constexpr std::pair<std::string_view, reader> readers[]{
    {"QuantizeLinear", read_quantize},
    {"DequantizeLinear", read_dequantize},
    {"Conv", read_convolution},
    {"Gemm", read_product},
    {"MatMul", read_product},
    {"Add", read_sum},
    {"Mul", read_sum},
    {"Concat", read_concatenation},
    {"MaxPool", read_max_pool},
    {"AveragePool", read_average_pool},
    {"GlobalAveragePool", read_mean},
    {"ReduceMean", read_mean},
    {"Relu", read_clamp},
    {"Clip", read_clamp},
    {"LeakyRelu", read_function},
    {"Elu", read_function},
    {"HardSwish", read_function},
    {"HardSigmoid", read_function},
    {"Sigmoid", read_function},
    {"Tanh", read_function},
    {"Gelu", read_function},
    {"Softplus", read_function},
    {"Softsign", read_function},
    {"Selu", read_function},
    {"Softmax", read_softmax},
    {"Flatten", read_reshape},
    {"Reshape", read_reshape},
    {"Squeeze", read_reshape},
    {"Unsqueeze", read_reshape},
    {"Transpose", read_transpose},
    {"Pad", read_pad},
    {"Identity", read_identity},
    {"Dropout", read_identity},
    {"Cast", read_identity},
    {"QLinearConv", read_qlinear_convolution},
    {"QLinearMatMul", read_qlinear_product},
    {"QGemm", read_qlinear_gemm},
    {"QLinearAdd", read_qlinear_sum},
    {"QLinearMul", read_qlinear_sum},
    {"QLinearConcat", read_qlinear_concatenation},
    {"QLinearAveragePool", read_qlinear_pool},
    {"QLinearGlobalAveragePool", read_qlinear_mean},
    {"QLinearSigmoid", read_qlinear_function},
    {"QLinearLeakyRelu", read_qlinear_function},
    {"QLinearSoftmax", read_qlinear_softmax},
};

/// The closest alternatives to operators that are not read.
constexpr std::pair<std::string_view, std::string_view> nearest[]{
    {"DynamicQuantizeLinear", "Quantize with static scales: quantize_static, with samples."},
    {"DynamicQuantizeMatMul", "Quantize with static scales: quantize_static, with samples."},
    {"DynamicQuantizeLSTM", "Quantize with static scales, and without recurrent layers."},
    {"MatMulInteger", "Quantize with static scales: quantize_static, with samples."},
    {"ConvInteger", "Quantize with static scales: quantize_static, with samples."},
    {"ArgMax", "End the model before it, and call classify(net, x)."},
    {"Sub", "Multiply by -1 in the layer before it, and add."},
};

bool is_of_known_domain(const node& n) {
    const std::string& domain = n.proto().domain();
    return n.is_onnx() || domain == "com.microsoft";
}

}  // namespace

bool is_quantized(const node& n) {
    const std::string& op = n.op();
    const bool is_named = op.starts_with("QLinear") || op == "QGemm" || op == "QuantizeLinear" ||
                          op == "MatMulInteger" || op == "ConvInteger" || op.starts_with("DynamicQuantize");
    return is_named && is_of_known_domain(n);
}

void read_operator(const node& n, translation& to) {
    if (is_of_known_domain(n))
        for (const auto& [name, read] : readers)
            if (name == n.op()) return read(n, to);
    std::string remedy = "Leave it out of the exported model, or export the model before it is quantized.";
    for (const auto& [name, instead] : nearest)
        if (name == n.op()) remedy = instead;
    n.fail(
        "there is no layer in integers for this operator",
        "Conv, Gemm, MatMul, pools, activations, Add, Mul and Concat, with QuantizeLinear and DequantizeLinear or as QLinear…",
        remedy);
}

void read_quantize(const node& n, translation& to) { to.quantize(n, coding_at(n, 1, gives_signs(n))); }

void read_dequantize(const node& n, translation& to) {
    item one = to.taken(n, 0);
    if (!(one.of == coding_at(n, 1, one.has_sign).of))
        n.fail("its scale or zero point is not that with which " + n.proto().input(0) + " was quantized", "equal ones",
               "Quantize the model again.");
    one.is_real = true;
    to.give(n, std::move(one));
}

}  // namespace constprop::tools::quantized
