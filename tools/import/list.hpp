#ifndef CONSTPROP_TOOLS_IMPORT_LIST_HPP
#define CONSTPROP_TOOLS_IMPORT_LIST_HPP

#include <string>
#include <string_view>

namespace constprop::tools {

/// A list of an ONNX file's contents: its producer, inputs, outputs, operators, with a mark on those without an equivalent
/// layer, and the place of its weights. Throws host::error for any other file.
std::string list_of(std::string_view bytes, const std::string& where);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_LIST_HPP
