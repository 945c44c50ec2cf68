#ifndef CONSTPROP_TOOLS_IMPORT_QUANTIZED_OPERATORS_HPP
#define CONSTPROP_TOOLS_IMPORT_QUANTIZED_OPERATORS_HPP

#include <constprop/kernels/int8/quantization.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/node.hpp"
#include "import/quantized/builder.hpp"
#include "import/quantized/constants.hpp"
#include "import/quantized/item.hpp"
#include "import/quantized/translation.hpp"

namespace constprop::tools::quantized {

// Each function reads a node of which at least one input depends on the model's input. All throw host::error, about the node, for
// what no layer of integers does.

/// QuantizeLinear, DequantizeLinear.
void read_quantize(const node& n, translation& to);
void read_dequantize(const node& n, translation& to);

// Operators on real numbers, between these two.

/// Conv, Gemm, MatMul.
void read_convolution(const node& n, translation& to);
void read_product(const node& n, translation& to);
/// Add, Mul, Concat: branches that are joined. A constant that is added is a bias of the layer before, or a layer of its own.
void read_sum(const node& n, translation& to);
void read_concatenation(const node& n, translation& to);
/// MaxPool, AveragePool, GlobalAveragePool, ReduceMean over rows and columns.
void read_max_pool(const node& n, translation& to);
void read_average_pool(const node& n, translation& to);
void read_mean(const node& n, translation& to);
/// Relu, Clip.
void read_clamp(const node& n, translation& to);
/// LeakyRelu, Elu, HardSwish, HardSigmoid, Sigmoid, Tanh, Gelu, Softplus, Softsign, Selu; Softmax.
void read_function(const node& n, translation& to);
void read_softmax(const node& n, translation& to);
/// Flatten, Reshape, Squeeze, Unsqueeze; Transpose; Pad; Identity, Dropout, Cast.
void read_reshape(const node& n, translation& to);
void read_transpose(const node& n, translation& to);
void read_pad(const node& n, translation& to);
void read_identity(const node& n, translation& to);

// Operators on integers, with scales as inputs.

void read_qlinear_convolution(const node& n, translation& to);
void read_qlinear_product(const node& n, translation& to);
void read_qlinear_gemm(const node& n, translation& to);
void read_qlinear_sum(const node& n, translation& to);
void read_qlinear_concatenation(const node& n, translation& to);
void read_qlinear_pool(const node& n, translation& to);
void read_qlinear_mean(const node& n, translation& to);
void read_qlinear_function(const node& n, translation& to);
void read_qlinear_softmax(const node& n, translation& to);

// What both of them are made of.

draft convolution_of(const node& n, const item& x, const integers& weights, const std::optional<real_constant>& biases,
                     translation& to);
/// x W for W of shape (inputs, outputs), or, turned, its transpose.
draft product_of(const node& n, const item& x, const integers& weights, bool turned,
                 const std::optional<real_constant>& biases, translation& to);
/// A layer with weights, and a constant that is added to it; throws if it is not one number, or one for each channel.
draft with_biases(const node& n, draft of, const real_constant& added, bool channels_last);
/// The same of any integers: a layer of its own.
draft shifted(const node& n, const item& x, const real_constant& added, translation& to);
draft joined(const node& n, const std::vector<item>& branches, tflite::operation_kind how);
draft mean_of(const node& n, const item& x, bool keeps_dimensions);
draft average_of(const node& n, const item& x);
/// The function that an operator is, "Sigmoid" as well as "QLinearSigmoid".
draft function_of(const node& n, const item& x, std::string_view name);
draft softmax_of(const node& n, const item& x);

/// Adds what a draft stands for, in a scale. Returns the place of its output.
std::size_t finish(const node& n, const std::string& name, const draft& from, bool channels_last,
                   const quantization& gives, builder& made);

/// The same integers in another shape.
item reshaped(const node& n, const std::string& name, item from, const extent& shape, builder& made);

/// Reads any of these operators; and tests whether a graph has one that is quantized.
void read_operator(const node& n, translation& to);
bool is_quantized(const node& n);

}  // namespace constprop::tools::quantized

#endif  // CONSTPROP_TOOLS_IMPORT_QUANTIZED_OPERATORS_HPP
