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
#include "import/extent.hpp"

namespace constprop::tools {

/// The layout of a model's input or output.
struct tensor_layout {
    std::string name;
    std::size_t size = 0;  ///< size of a sample
    bool columns = false;  ///< true if samples are columns
    extent shape{};
    /// The place of each value in the network, in the order of the file; empty if that is the network's.
    std::vector<std::size_t> places{};
};

/// An imported model: its layers and its source.
struct imported {
    chain layers;
    std::string producer;  ///< "pytorch 1.13.1"
    std::int64_t opset = 0;
    std::vector<std::string> notes{};  ///< parts of the model that the network leaves out
    tensor_layout input{}, output{};
    bool labels = false;                   ///< true if the output is class labels
    std::vector<std::string> operators{};  ///< of the file: "Conv × 5"
    std::vector<std::string> flowing{};    ///< nodes that take what depends on the input: "Conv 'y'"
    std::vector<std::string> constant{};   ///< nodes of the output that do not

    /// True if the model takes sequences, step by step; and if its output is that of the last step alone.
    bool takes_sequences() const noexcept { return input.shape.time.has_value(); }
    bool gives_last_step() const noexcept { return takes_sequences() && !output.shape.time; }
};

struct read_options {
    std::map<std::string, constant> fixed{};  ///< constant values for inputs of the graph
    std::string output{};                     ///< name of the output; optional if there is only one
    std::filesystem::path folder{};           ///< the model's folder, with files of external data
};

/// Parses an ONNX file. Throws host::error.
onnx::ModelProto parse_onnx(std::string_view bytes, const std::string& where);

/// The opset of ONNX's own operators, and the program that wrote a file. Throw host::error.
std::int64_t opset_of(const onnx::ModelProto& model, const std::string& where);
std::string producer_of(const onnx::ModelProto& model);

/// Reads an ONNX file that is a chain of layers from one input to one output. The first dimension of the input counts
/// samples; if the graph requires it, more of the first dimensions do, or none, or the last one. With a recurrent operator, one
/// of the first two counts steps.
///
/// Time and memory are bounded by the file's size; a network has at most 200 layers and 4,194,304 parameters.
///
/// Throws:      host::error, in one line, for any other file, for contradictions, and for other graphs: then it names the
///              node, its operator and an alternative
imported read_onnx(std::string_view bytes, const std::string& where, const read_options& options);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_READ_ONNX_HPP
