#ifndef CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP
#define CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "import/chain.hpp"
#include "import/extent.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// The value that flows through a graph: its shape, and the layers that it has come through.
struct flow {
    extent shape;
    chain layers;
    bool columns = false;        ///< whether samples, rows of `shape`, stand as columns
    bool input_columns = false;  ///< whether those of the input do
    bool sums_to_one = false;    ///< whether it is probabilities of all classes
    bool labels = false;         ///< whether it is what classify tells of `layers`
    std::vector<std::string> notes{};
};

// What one node does to the value that flows into it, the only one of its inputs that is no constant. All throw
// host::error, about the node, for what no layer does.

/// Gemm, MatMul.
void read_product(const node& n, flow& f);
/// Add, Sub, Mul, Div with a constant, Neg.
void read_arithmetic(const node& n, flow& f);
/// BatchNormalization, with its running mean and variance.
void read_batch_normalization(const node& n, flow& f);
/// Relu, LeakyRelu, PRelu, Elu, Selu, Sigmoid, HardSigmoid, HardSwish, Tanh, Softplus, Softsign, Gelu, Clip, Min, Max.
void read_activation(const node& n, flow& f);
/// Softmax, LogSoftmax over a whole sample.
void read_softmax(const node& n, flow& f);
/// Flatten, Reshape, Squeeze, Unsqueeze.
void read_reshape(const node& n, flow& f);
/// Transpose.
void read_transpose(const node& n, flow& f);
/// Slice, Gather, Split, Concat with constants, ReduceMean, ReduceSum, within a sample: linear layers.
void read_affine(const node& n, flow& f);
/// Identity, Dropout, Cast from one floating type to another, and Expand to the same shape: nothing is done.
void read_identity(const node& n, flow& f);
/// ArgMax, and what follows it: the label of a class, which classify tells.
void read_label(const node& n, flow& f);
/// Scaler, LinearRegressor, LinearClassifier, Normalizer, ZipMap, of ai.onnx.ml.
void read_scaler(const node& n, flow& f);
void read_linear_model(const node& n, flow& f);
void read_normalizer(const node& n, flow& f);
void read_zip_map(const node& n, flow& f);

/// Any of these; and whether it is one of these.
void read_operator(const node& n, flow& f);
bool is_read(const node& n);

/// What comes nearest to an operator that is not read; and how much stands in the way, 0 for most.
std::string remedy_for(const node& n);
int weight_of(const node& n);

/// The dimensions that Flatten, Reshape, Squeeze or Unsqueeze asks for, from those that are there; some may be unknown.
std::vector<std::int64_t> wanted_by(const node& n, const std::vector<std::int64_t>& from);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_OPERATORS_HPP
