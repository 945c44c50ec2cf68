#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_NEEDED_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_NEEDED_HPP

#include <cstddef>
#include <string>

#include "import/tflite/graph.hpp"

namespace constprop::tools::tflite {

/// The place of the output called `wanted`; of the only one where nothing is. Throws host::error.
std::size_t find_output(const graph& g, const std::string& where, const std::string& wanted);

/// Leaves the operators that an output needs. A constant that the file keeps as smaller numbers, with a DEQUANTIZE behind it,
/// becomes a constant of those; a split becomes its parts; and what only computes shapes goes away, because the file states them, too.
void keep_needed(graph& g, std::size_t output);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_NEEDED_HPP
