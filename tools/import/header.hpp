#ifndef CONSTPROP_TOOLS_IMPORT_HEADER_HPP
#define CONSTPROP_TOOLS_IMPORT_HEADER_HPP

#include <string>
#include <string_view>

#include "import/check_vectors.hpp"
#include "import/read_onnx.hpp"
#include "import/report.hpp"

namespace constprop::tools {

/// Options of a header.
struct header_options {
    std::string name{};    ///< name of the model
    bool doubles = false;  ///< scalar of the network: double, or float
    std::string
        stored{};  ///< how a network of floats stores its parameters: "half", "bfloat16", "scaled_int8"; "" as floats
    double tolerance = 1e-5;      ///< tolerance of the checks
    int steps = 0;                ///< by so many steps, integers may differ in the checks
    std::string file{};           ///< file name of the model, for the comment
    std::string_view contents{};  ///< bytes of the file, for their checksum
};

/// A header, a summary of it in one line, and what a report tells of it.
struct header_result {
    std::string text, summary;
    report facts{};
};

/// "File:        m.onnx, 1234 bytes, CRC-32 0123abcd", for the comment of a header.
std::string file_text(const header_options& options);

/// Writes the header of a model: `NAME_model::model`, `NAME_model::net`, and its checks. Throws host::error for a name that
/// is no identifier, and for weights that are not finite in the network's scalar.
header_result write_header(const imported& model, const check_vectors& checks, const header_options& options);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_HEADER_HPP
