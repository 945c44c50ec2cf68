#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_READ_GRAPH_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_READ_GRAPH_HPP

#include <string>
#include <string_view>

#include "import/tflite/graph.hpp"

namespace constprop::tools::tflite {

/// Whether a file says that it is one of TensorFlow Lite's.
inline bool is_tflite(std::string_view bytes) noexcept { return bytes.size() >= 8 && bytes.substr(4, 4) == "TFL3"; }

/// The graph of a file, whose bytes have to outlive it. The whole file is verified first; then every number in it that counts
/// or points is checked against what there is, so that time and memory are bounded by the file's size.
///
/// Throws:      host::error, in one line, about `where`
graph read_graph(std::string_view bytes, const std::string& where);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_READ_GRAPH_HPP
