#ifndef CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP
#define CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "import/chain.hpp"
#include "import/constant.hpp"

namespace constprop::tools {

/// A model that was read: its layers, and where it comes from.
struct imported {
    chain layers;
    std::string producer;  ///< "pytorch 1.13.1"
    std::int64_t opset = 0;
};

/// Reads an ONNX file that is a chain of layers from one input to one output. The first dimension of the input counts
/// samples; where the graph asks for it, more of the first dimensions do, or none. `fixed` gives inputs of the graph
/// constant values.
///
/// Time and memory are bounded by the file's size; a network has at most 200 layers and 4,194,304 parameters.
///
/// Throws:      host::error, in one line, for what is no ONNX file, for what contradicts itself, and for what is no
///              such chain: then it names the node, its operator and what would work
imported read_onnx(std::string_view bytes, const std::string& where, const std::map<std::string, constant>& fixed);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP
