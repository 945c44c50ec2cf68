#ifndef CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP
#define CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "import/flow.hpp"
#include "import/node.hpp"

namespace constprop::tools {

// Each function reads a node whose only input that is not a constant is the flow. All throw host::error, about the node, if
// no layer does the same.

/// Gemm, MatMul.
void read_product(const node& n, flow& f);
/// Add, Sub, Mul, Div with a constant, Neg.
void read_arithmetic(const node& n, flow& f);
/// BatchNormalization, with its running mean and variance.
void read_batch_normalization(const node& n, flow& f);
/// Conv, ConvTranspose.
void read_convolution(const node& n, flow& f);
void read_transposed_convolution(const node& n, flow& f);
/// MaxPool, AveragePool; GlobalMaxPool, GlobalAveragePool.
void read_pool(const node& n, flow& f);
void read_global_pool(const node& n, flow& f);
/// ReduceMean, ReduceMax, ReduceSum: a global pool, or a linear layer.
void read_reduction(const node& n, flow& f);
/// InstanceNormalization, GroupNormalization.
void read_instance_normalization(const node& n, flow& f);
void read_group_normalization(const node& n, flow& f);
void read_layer_normalization(const node& n, flow& f);
/// Normalizes the values of the last dimensions, of one or of all of a sample, without gains and biases. Throws host::error, about
/// the node, for others.
void add_layer_normalization(const node& n, std::size_t dimensions, double epsilon, flow& f);
/// Pad with zeros; Resize and Upsample by whole factors.
void read_pad(const node& n, flow& f);
void read_resize(const node& n, flow& f);
/// Relu, LeakyRelu, PRelu, Elu, Selu, Sigmoid, HardSigmoid, HardSwish, Tanh, Softplus, Softsign, Gelu, Clip, Min, Max.
void read_activation(const node& n, flow& f);
/// Softmax, LogSoftmax over a whole sample.
void read_softmax(const node& n, flow& f);
/// Flatten, Reshape, Squeeze, Unsqueeze.
void read_reshape(const node& n, flow& f);
/// Transpose.
void read_transpose(const node& n, flow& f);
/// Slice, Gather, Split, Concat with constants, means and sums within a sample: linear layers.
void read_affine(const node& n, flow& f);
/// Identity, Dropout, Cast from one floating type to another, and Expand to the same shape: adds no layer.
void read_identity(const node& n, flow& f);
/// ArgMax and the nodes after it: the label of a class, which classify computes.
void read_label(const node& n, flow& f);
/// Scaler, LinearRegressor, LinearClassifier, Normalizer, ZipMap, of ai.onnx.ml.
void read_scaler(const node& n, flow& f);
void read_linear_model(const node& n, flow& f);
void read_normalizer(const node& n, flow& f);
void read_zip_map(const node& n, flow& f);

/// True for an operator that joins several values: Add, Sum, Sub, Mul, Concat.
bool is_join(const node& n);
/// Adds the layer that joins branches of a flow. They are in the order of the node's inputs; each begins with what the flow
/// gives. Throws host::error, about the node, if they do not fit each other.
void join(const node& n, std::vector<flow> branches, flow& f);

/// Reads any of these operators; and tests whether a node is one of them.
void read_operator(const node& n, flow& f);
bool is_read(const node& n);

/// The closest alternative to an operator that is not read; and the rank of the obstacle, 0 for most.
std::string remedy_for(const node& n);
int weight_of(const node& n);

/// A constant, broadcast to the shape of the value: one number for all values of a sample, or one for each, as the model counts
/// them. Throws host::error if it differs between samples.
per_value broadcast(const node& n, const value& constant, flow& f);

/// The dimensions that Flatten, Reshape, Squeeze or Unsqueeze requests, from the given ones; some may be unknown.
std::vector<std::int64_t> wanted_by(const node& n, const std::vector<std::int64_t>& from);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP
