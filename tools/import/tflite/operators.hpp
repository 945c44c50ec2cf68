#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_OPERATORS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_OPERATORS_HPP

#include <cstddef>
#include <string>

#include "import/tflite/call.hpp"
#include "import/tflite/layers.hpp"

/// What one operator adds to a list of layers. All throw host::error, about the operator, for what no layer does.
namespace constprop::tools::tflite {

/// FULLY_CONNECTED.
void read_fully_connected(const call& op, layer_list& to);
/// CONV_2D, DEPTHWISE_CONV_2D, with a PAD before them.
void read_convolution(const call& op, layer_list& to);
void read_depthwise_convolution(const call& op, layer_list& to);
/// TRANSPOSE_CONV.
void read_transposed_convolution(const call& op, layer_list& to);
/// QUANTIZE of integers, RELU, RELU6, RELU_N1_TO_1, a clip, LEAKY_RELU, PRELU, ELU, HARD_SWISH, LOGISTIC, TANH, SOFTMAX, and functions by their name.
void read_function(const call& op, layer_list& to);
/// AVERAGE_POOL_2D, MAX_POOL_2D, MEAN over rows and columns.
void read_pool(const call& op, layer_list& to);
void read_mean(const call& op, layer_list& to);
/// ADD, SUB and MUL with a constant.
bool is_arithmetic(operation_kind kind) noexcept;
void read_arithmetic(const call& op, layer_list& to);
/// UNIDIRECTIONAL_SEQUENCE_LSTM.
void read_sequence_lstm(const call& op, layer_list& to);
/// STRIDED_SLICE, SLICE, a part of a SPLIT; one that takes the last step of an LSTM before it is part of that.
void read_slice(const call& op, layer_list& to);
/// A SPLIT that is not known to have parts.
[[noreturn]] void refuse_split(const call& op);
/// RESHAPE, SQUEEZE, EXPAND_DIMS, PAD, RESIZE_NEAREST_NEIGHBOR by whole factors.
void read_reshape(const call& op, layer_list& to);
/// The same values in the order in which they are, as an image or a vector.
void reshape_to(const call& op, const extent& wanted, layer_list& to);
void read_pad(const call& op, layer_list& to);
void read_resize(const call& op, layer_list& to);
/// An image whose channels come first, at the begin.
void read_from_channels_first(const call& op, layer_list& to);

/// Any of these, and of their kinds.
void read_operation(const call& op, layer_list& to);

/// Which input of an operator is the value that flows.
constexpr std::size_t place_of_value(operation_kind kind) noexcept {
    return kind == operation_kind::transpose_conv ? 2 : kind == operation_kind::split ? 1 : 0;
}

/// The activation within an operator, of what the last layer gives.
void add_fused(const call& op, layer_list& to);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_OPERATORS_HPP
