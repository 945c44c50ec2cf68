#include "import/operators.hpp"

#include <utility>

namespace constprop::tools {
namespace {

using reader = void (*)(const node&, flow&);

constexpr std::pair<std::string_view, reader> readers[]{
    {"Gemm", read_product},         {"MatMul", read_product},     {"Add", read_arithmetic},
    {"Sub", read_arithmetic},       {"Mul", read_arithmetic},     {"Div", read_arithmetic},
    {"Neg", read_arithmetic},       {"Relu", read_activation},    {"LeakyRelu", read_activation},
    {"Elu", read_activation},       {"Sigmoid", read_activation}, {"HardSigmoid", read_activation},
    {"HardSwish", read_activation}, {"Tanh", read_activation},    {"Softplus", read_activation},
    {"Softsign", read_activation},  {"Gelu", read_activation},    {"Softmax", read_softmax},
    {"LogSoftmax", read_softmax},   {"Flatten", read_reshape},    {"Reshape", read_reshape},
    {"Squeeze", read_reshape},      {"Unsqueeze", read_reshape},  {"Identity", read_identity},
    {"Dropout", read_identity},     {"Cast", read_identity},      {"BatchNormalization", read_batch_normalization},
};

/// What comes nearest to what is not read.
constexpr std::pair<std::string_view, std::string_view> nearest[]{
    {"Conv", "Layers see a whole sample at once: use Flatten and Gemm (nn.Flatten, nn.Linear)."},
    {"ConvTranspose", "Layers see a whole sample at once: use Gemm (nn.Linear)."},
    {"MaxPool", "Layers see a whole sample at once: use Flatten and Gemm (nn.Flatten, nn.Linear)."},
    {"AveragePool", "An average is linear: use Flatten and Gemm (nn.Flatten, nn.Linear)."},
    {"GlobalAveragePool", "An average is linear: use Flatten and Gemm (nn.Flatten, nn.Linear)."},
    {"LSTM", "There is no state from one sample to the next: give a window of samples to Gemm (nn.Linear)."},
    {"GRU", "There is no state from one sample to the next: give a window of samples to Gemm (nn.Linear)."},
    {"RNN", "There is no state from one sample to the next: give a window of samples to Gemm (nn.Linear)."},
    {"Selu", "Use Elu (nn.ELU)."},
    {"Celu", "Use Elu (nn.ELU)."},
    {"ThresholdedRelu", "Use Relu (nn.ReLU)."},
    {"PRelu", "Use LeakyRelu with a fixed slope (nn.LeakyReLU)."},
    {"Mish", "Use HardSwish, or x * Sigmoid(x) (nn.Hardswish, nn.SiLU)."},
    {"Clip", "Use Relu or HardSigmoid (nn.ReLU, nn.Hardsigmoid)."},
    {"Exp", "Use Softplus (nn.Softplus)."},
    {"Abs", "Use Relu (nn.ReLU)."},
    {"Erf", "Use Tanh, or Gelu as a whole (nn.Tanh, nn.GELU)."},
    {"LayerNormalization", "Use BatchNormalization, which is a constant after training (nn.BatchNorm1d)."},
    {"InstanceNormalization", "Use BatchNormalization, which is a constant after training (nn.BatchNorm1d)."},
    {"Transpose", "Numbers keep their order: transpose the weights of the next Gemm before the export."},
    {"QLinearMatMul", "Export the model before it is quantized."},
    {"QuantizeLinear", "Export the model before it is quantized."},
    {"DequantizeLinear", "Export the model before it is quantized."},
    {"DynamicQuantizeLinear", "Export the model before it is quantized."},
    {"Shape", "Use Flatten, or a Reshape to a constant shape (nn.Flatten)."},
    {"ArgMax", "End the model before it, and call classify(net, x)."},
    {"Hardmax", "End the model before it, and call classify(net, x)."},
    {"TopK", "End the model before it, and look at the outputs in C++."},
};

reader reader_of(const node& n) {
    if (n.proto().domain().empty() || n.proto().domain() == "ai.onnx")
        for (const auto& [name, read] : readers)
            if (name == n.op()) return read;
    return nullptr;
}

std::string remedy_for(std::string_view op) {
    for (const auto& [name, remedy] : nearest)
        if (name == op) return std::string{remedy};
    return "Leave it out of the exported model, or put layers of these in its place.";
}

}  // namespace

bool is_read(const node& n) { return reader_of(n) != nullptr; }

void reject(const node& n) {
    n.fail("there is no layer for this operator",
           "a chain of Gemm, MatMul, arithmetic with constants, BatchNormalization, activations and Softmax",
           remedy_for(n.op()));
}

void read_operator(const node& n, flow& f) {
    if (!is_read(n)) reject(n);
    reader_of(n)(n, f);
}

}  // namespace constprop::tools
