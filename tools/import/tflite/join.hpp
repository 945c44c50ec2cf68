#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_JOIN_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_JOIN_HPP

#include <vector>

#include "import/tflite/call.hpp"
#include "import/tflite/layers.hpp"

namespace constprop::tools::tflite {

/// Adds one layer of several branches, which ADD, SUB, MUL or CONCATENATION joins; they come in the order in which the operator takes
/// them. A branch without layers is the value itself. Throws host::error, about the operator.
void add_joined(const call& op, std::vector<layer_list>& branches, layer_list& to);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_JOIN_HPP
