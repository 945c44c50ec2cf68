#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_TENSORS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_TENSORS_HPP

#include <constprop/host/tensors.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "import/tflite/call.hpp"
#include "import/tflite/layers.hpp"

/// Weights of operators. All throw host::error, about the operator.
namespace constprop::tools::tflite {

/// The four dimensions of a convolution's weights, for an image.
const tensor& kernel_of(const call& op, const layer_list& to);

/// The numbers of a constant, real and finite.
std::vector<float> finite_reals(const call& op, std::size_t input, const char* what);

/// The scales of a constant of integers around 0, one for each of `outputs` places along an axis; none for other constants.
std::vector<float> scales_of_integers(const tensor& of, std::size_t outputs, std::size_t axis);

/// If all weights of a network of floats are integers in the file, they stay integers. Else they become floats, and notes say so.
void settle_integers(layer_list& layers);

/// Adds weights, in PyTorch's order, and the biases that are an input of the operator; zeros where that is left out.
void add_tensors(const call& op, host::tensor<float> weight, std::size_t biases, std::size_t outputs, layer_list& to);

/// The integers of an operator's weights, as they lie in the file.
std::vector<std::int8_t> weight_integers(const call& op);

/// Adds what an integer layer is made from: weights, the inputs of one output contiguous, and the biases, input `biases` of the
/// operator, or zeros. Scales are one, or lie along dimension `scale_axis` of the weights in the file.
void add_integer_tensors(const call& op, const std::string& layer, std::vector<std::int8_t> rows, std::size_t outputs,
                         std::size_t scale_axis, std::size_t biases, layer_list& to);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_TENSORS_HPP
