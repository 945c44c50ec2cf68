#include "import/operators.hpp"

#include <iterator>
#include <string_view>
#include <utility>

#include "import/time.hpp"

namespace constprop::tools {
namespace {

using reader = void (*)(const node&, flow&);

constexpr std::pair<std::string_view, reader> readers[]{
    {"Gemm", read_product},
    {"MatMul", read_product},
    {"Add", read_arithmetic},
    {"Sub", read_arithmetic},
    {"Mul", read_arithmetic},
    {"Div", read_arithmetic},
    {"Sum", read_arithmetic},
    {"Neg", read_arithmetic},
    {"Relu", read_activation},
    {"LeakyRelu", read_activation},
    {"PRelu", read_activation},
    {"Elu", read_activation},
    {"Selu", read_activation},
    {"Sigmoid", read_activation},
    {"HardSigmoid", read_activation},
    {"HardSwish", read_activation},
    {"Tanh", read_activation},
    {"Softplus", read_activation},
    {"Softsign", read_activation},
    {"Gelu", read_activation},
    {"Clip", read_activation},
    {"Min", read_activation},
    {"Max", read_activation},
    {"Softmax", read_softmax},
    {"LogSoftmax", read_softmax},
    {"Flatten", read_reshape},
    {"Reshape", read_reshape},
    {"Squeeze", read_reshape},
    {"Unsqueeze", read_reshape},
    {"Transpose", read_transpose},
    {"Slice", read_affine},
    {"Gather", read_affine},
    {"Split", read_affine},
    {"Concat", read_affine},
    {"ReduceMean", read_reduction},
    {"ReduceSum", read_reduction},
    {"ReduceMax", read_reduction},
    {"Conv", read_convolution},
    {"ConvTranspose", read_transposed_convolution},
    {"MaxPool", read_pool},
    {"AveragePool", read_pool},
    {"GlobalMaxPool", read_global_pool},
    {"GlobalAveragePool", read_global_pool},
    {"InstanceNormalization", read_instance_normalization},
    {"GroupNormalization", read_group_normalization},
    {"LayerNormalization", read_layer_normalization},
    {"Pad", read_pad},
    {"Resize", read_resize},
    {"Upsample", read_resize},
    {"Identity", read_identity},
    {"Dropout", read_identity},
    {"Cast", read_identity},
    {"Expand", read_identity},
    {"ArgMax", read_label},
    {"BatchNormalization", read_batch_normalization},
    {"RNN", read_recurrent},
    {"GRU", read_recurrent},
    {"LSTM", read_recurrent},
};

/// The readers of ai.onnx.ml's operators.
constexpr std::pair<std::string_view, reader> model_readers[]{
    {"Scaler", read_scaler},
    {"LinearRegressor", read_linear_model},
    {"LinearClassifier", read_linear_model},
    {"Normalizer", read_normalizer},
    {"ZipMap", read_zip_map},
};

/// The closest alternatives to operators that are not read.
constexpr std::pair<std::string_view, std::string_view> nearest[]{
    {"Celu", "Use Elu (nn.ELU)."},

    {"Mish", "Use HardSwish, or x * Sigmoid(x) (nn.Hardswish, nn.SiLU)."},

    {"Erf", "Use Gelu as a whole (nn.GELU)."},
    {"QLinearMatMul", "Export the model before it is quantized."},
    {"QuantizeLinear", "Export the model before it is quantized."},
    {"DequantizeLinear", "Export the model before it is quantized."},
    {"DynamicQuantizeLinear", "Export the model before it is quantized."},
    {"ArgMax", "End the model before it, and call classify(net, x)."},
    {"Hardmax", "End the model before it, and call classify(net, x)."},
    {"RandomNormalLike", "Choose the output that does not sample, such as the mean of the actions (--output-name)."},
    {"RandomNormal", "Choose the output that does not sample, such as the mean of the actions (--output-name)."},
    {"RandomUniformLike", "Choose the output that does not sample, such as the mean of the actions (--output-name)."},
    {"Multinomial", "Choose the output that does not sample, such as the logits (--output-name)."},
    {"TreeEnsembleClassifier", "Trees are no layers: only linear models and MLPs of scikit-learn are read."},
    {"TreeEnsembleRegressor", "Trees are no layers: only linear models and MLPs of scikit-learn are read."},
    {"SVMClassifier", "Kernels are no layers: use LinearSVC, or an MLP."},
    {"SVMRegressor", "Kernels are no layers: use LinearSVR, or an MLP."},
    {"TopK", "End the model before it, and look at the outputs in C++."},
};

/// Operators that characterize a model, before those that could be left out of it.
constexpr std::string_view deciding[]{"Scan",
                                      "Loop",
                                      "If",
                                      "Attention",
                                      "MultiHeadAttention",
                                      "Einsum",
                                      "GatherND",
                                      "TreeEnsembleClassifier",
                                      "TreeEnsembleRegressor",
                                      "SVMClassifier",
                                      "SVMRegressor",
                                      "QLinearMatMul",
                                      "QLinearConv",
                                      "QuantizeLinear",
                                      "DequantizeLinear"};

reader reader_of(const node& n) {
    if (n.is_onnx())
        for (const auto& [name, read] : readers)
            if (name == n.op()) return read;
    if (n.is_ml())
        for (const auto& [name, read] : model_readers)
            if (name == n.op()) return read;
    return nullptr;
}

}  // namespace

bool is_read(const node& n) { return reader_of(n) != nullptr; }

std::string remedy_for(const node& n) {
    for (const auto& [name, remedy] : nearest)
        if (name == n.op()) return std::string{remedy};
    return "Leave it out of the exported model, or put layers of these in its place.";
}

int weight_of(const node& n) {
    int weight = static_cast<int>(std::size(deciding));
    for (const std::string_view op : deciding) {
        if (op == n.op()) return weight;
        --weight;
    }
    return 0;
}

void read_operator(const node& n, flow& f) {
    if (f.labels) return read_label(n, f);
    const reader read = reader_of(n);
    if (read == nullptr)
        n.fail("there is no layer for this operator",
               "a chain of Gemm, Conv, pools, arithmetic with constants, normalizations, activations and Softmax",
               remedy_for(n));
    const bool keeps_sum = n.op() == "Softmax" || n.op() == "LinearClassifier" || read == read_identity ||
                           read == read_reshape || read == read_normalizer || read == read_zip_map ||
                           read == read_label;
    read(n, f);
    f.sums_to_one = n.op() == "Softmax" || (f.sums_to_one && keeps_sum);
}

}  // namespace constprop::tools
