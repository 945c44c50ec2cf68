#ifndef CONSTPROP_TOOLS_IMPORT_QUANTIZED_READ_QUANTIZED_HPP
#define CONSTPROP_TOOLS_IMPORT_QUANTIZED_READ_QUANTIZED_HPP

#include <filesystem>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

#include "import/check_vectors.hpp"
#include "import/read_onnx.hpp"
#include "import/tflite/read_network.hpp"
#include "import/tflite/read_outputs.hpp"

namespace constprop::tools::quantized {

/// A quantized ONNX file as a network of integers, and how its input and output lie in the file.
struct model {
    tflite::network net;
    tensor_layout input, output;
};

/// True if a file has operators of integers: QuantizeLinear of values, QLinearConv and others of that kind.
bool is_quantized(const onnx::ModelProto& file);

/// Reads such a file: int8 throughout, from one QuantizeLinear at its begin on. Integers without a sign become those with one,
/// 128 less. The graph becomes one of TensorFlow Lite's operators, which is read as such a file is.
///
/// Rounding is TensorFlow Lite's: within 1 of onnxruntime's integers for each operator.
///
/// Throws:      host::error, in one line, about the node that is in the way
model read_quantized(const onnx::ModelProto& file, const std::string& where, const read_options& options);

/// Reads outputs of these names, as networks of integers: the layers that all of them share, and those of each.
///
/// Throws:      host::error, in one line, as read_quantized does
tflite::several_outputs read_outputs(const onnx::ModelProto& file, const std::string& where,
                                     const std::vector<std::string>& outputs, const read_options& options);

/// Adds samples from two files, of the model's real numbers, as integers. Throws host::error.
void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const model& of);

}  // namespace constprop::tools::quantized

#endif  // CONSTPROP_TOOLS_IMPORT_QUANTIZED_READ_QUANTIZED_HPP
