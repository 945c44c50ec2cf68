#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_SPLIT_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_SPLIT_HPP

#include "import/tflite/graph.hpp"

namespace constprop::tools::tflite {

/// Makes an operator for each part of a SPLIT or SPLIT_V: a slice of the value. Those whose axis or sizes are no constants that fit
/// are left as they are.
void split_into_parts(graph& g);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_SPLIT_HPP
