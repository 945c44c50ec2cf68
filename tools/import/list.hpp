#ifndef CONSTPROP_TOOLS_IMPORT_LIST_HPP
#define CONSTPROP_TOOLS_IMPORT_LIST_HPP

#include <string>
#include <string_view>

namespace constprop::tools {

/// What an ONNX file holds, in lines: its producer, inputs, outputs, operators, of which those are marked that no layer is
/// like, and where its weights are. Throws host::error for what is no such file.
std::string list_of(std::string_view bytes, const std::string& where);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_LIST_HPP
