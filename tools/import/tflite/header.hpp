#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_HEADER_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_HEADER_HPP

#include <filesystem>

#include "import/check_vectors.hpp"
#include "import/header.hpp"
#include "import/tflite/read_network.hpp"

namespace constprop::tools::tflite {

/// The header of a network: `NAME_model::model`, `NAME_model::net`, and its checks. Throws host::error for a name that is no
/// identifier.
header_result write_header(const network& net, const check_vectors& checks, const header_options& options);

/// Adds samples from two files. Those of a network of integers are integers: in .npy files of any type that holds them, or
/// one byte each in .bin files. Throws host::error.
void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const network& net);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_HEADER_HPP
