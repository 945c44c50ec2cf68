#ifndef CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP
#define CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP

#include "import/chain.hpp"
#include "import/extent.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// The value that flows through a graph: its shape, and the layers that it has come through.
struct flow {
    extent shape;
    chain layers;
};

// What one node does to the value that flows into it, the only one of its inputs that is no constant. All throw
// host::error, about the node, for what no layer does.

/// Gemm, MatMul.
void read_product(const node& n, flow& f);
/// Add, Sub, Mul, Div with a constant, Neg.
void read_arithmetic(const node& n, flow& f);
/// BatchNormalization, with its running mean and variance.
void read_batch_normalization(const node& n, flow& f);
/// Relu, LeakyRelu, Elu, Sigmoid, HardSigmoid, HardSwish, Tanh, Softplus, Softsign, Gelu.
void read_activation(const node& n, flow& f);
/// Softmax, LogSoftmax over a whole sample.
void read_softmax(const node& n, flow& f);
/// Flatten, Reshape, Squeeze, Unsqueeze.
void read_reshape(const node& n, flow& f);
/// Identity, Dropout, and Cast from one floating type to another: nothing is done.
void read_identity(const node& n, flow& f);

/// Any of these; whether it is one of these; and what is said where it is none.
void read_operator(const node& n, flow& f);
bool is_read(const node& n);
[[noreturn]] void reject(const node& n);

/// The constant that a Cast, an Identity, a Reshape, a Squeeze, an Unsqueeze or a Transpose makes of one.
value read_constant_operator(const node& n);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP
