#ifndef CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP
#define CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <onnx/onnx_pb.h>
#include <string>
#include <string_view>
#include <vector>

#include "import/chain.hpp"
#include "import/constant.hpp"

namespace constprop::tools {

/// A tensor that a model takes, or gives.
struct tensor_layout {
    std::string name;
    std::size_t size = 0;  ///< of a sample
    bool columns = false;  ///< whether samples are its columns
};

/// A model that was read: its layers, and where it comes from.
struct imported {
    chain layers;
    std::string producer;  ///< "pytorch 1.13.1"
    std::int64_t opset = 0;
    std::vector<std::string> notes{};  ///< what the network does not do that the model does
    tensor_layout input{}, output{};
    bool labels = false;  ///< whether the output is labels of classes
};

struct read_options {
    std::map<std::string, constant> fixed{};  ///< constant values for inputs of the graph
    std::string output{};                     ///< which output; may be left out where there is one
    std::filesystem::path folder{};           ///< the model's, where files of external data are
};

/// Parses an ONNX file. Throws host::error.
onnx::ModelProto parse_onnx(std::string_view bytes, const std::string& where);

/// Reads an ONNX file that is a chain of layers from one input to one output. The first dimension of the input counts
/// samples; where the graph asks for it, more of the first dimensions do, or none, or the last one.
///
/// Time and memory are bounded by the file's size; a network has at most 200 layers and 4,194,304 parameters.
///
/// Throws:      host::error, in one line, for what is no ONNX file, for what contradicts itself, and for what is no
///              such chain: then it names the node, its operator and what would work
imported read_onnx(std::string_view bytes, const std::string& where, const read_options& options);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP
