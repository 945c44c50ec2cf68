#ifndef CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP
#define CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP

#include <constprop/host/samples/arrays.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "import/constant.hpp"
#include "import/read_onnx.hpp"

namespace constprop::tools {

/// Inputs of a network and the outputs that are expected for them; at most 64.
using check_vectors = host::samples;

/// Reads one array of numbers from a file: ONNX's TensorProto (.pb), as beside ONNX's own tests, numpy's .npy or .npz, or raw
/// float32 (.bin). `names` tells which of several arrays. Throws host::error.
constant read_array(const std::filesystem::path& path, const std::vector<std::string>& names = {});

/// Adds samples from two files, in arrays of the names of a model's input and output where there are several. Throws
/// host::error.
void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const tensor_layout& input_layout, const tensor_layout& output_layout);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP
