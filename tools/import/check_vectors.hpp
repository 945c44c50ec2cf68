#ifndef CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP
#define CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP

#include <constprop/host/samples/arrays.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "import/constant.hpp"
#include "import/read_onnx.hpp"

namespace constprop::tools {

/// Inputs of a network and their expected outputs; at most 64.
using check_vectors = host::samples;

/// Reads one array of numbers from a file: ONNX's TensorProto (.pb), as in ONNX's own tests, numpy's .npy or .npz, or raw
/// float32 (.bin). `names` selects one of several arrays. Throws host::error.
constant read_array(const std::filesystem::path& path, const std::vector<std::string>& names = {});

/// Adds samples, or sequences, from two files. In files of several arrays, the arrays have the names of the model's input and output. Throws
/// host::error.
void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const tensor_layout& input_layout, const tensor_layout& output_layout);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP
