#ifndef CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP
#define CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP

#include <cstddef>
#include <filesystem>
#include <vector>

#include "import/constant.hpp"

namespace constprop::tools {

/// Reads one array of numbers from a file: ONNX's TensorProto (.pb), as beside ONNX's own tests, or numpy's .npy.
/// Throws host::error.
constant read_array(const std::filesystem::path& path);

/// Inputs of a network and the outputs that are expected for them.
struct check_vectors {
    std::vector<std::vector<double>> inputs, outputs;

    /// How many are kept of those that are given: a header holds all of them, and a compiler computes them.
    static constexpr std::size_t most = 64;

    /// Adds samples from two files, of `input_size` and `output_size` numbers each. Throws host::error.
    void add(const std::filesystem::path& input, const std::filesystem::path& output, std::size_t input_size,
             std::size_t output_size);
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CHECK_VECTORS_HPP
