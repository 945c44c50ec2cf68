#ifndef CONSTPROP_TOOLS_IMPORT_GRAPH_HPP
#define CONSTPROP_TOOLS_IMPORT_GRAPH_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

#include "import/constant.hpp"
#include "import/extent.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// A graph as what its output needs: the nodes between the one input and the output, in order, with their constants.
class graph {
    const onnx::GraphProto* proto_;
    std::string file_;
    std::int64_t opset_;
    std::map<std::string, const onnx::TensorProto*> initializers_;
    std::map<std::string, int> makers_;  ///< which node gives a value
    std::map<std::string, value> constants_;
    std::map<std::string, std::size_t> uses_;
    std::vector<node> nodes_;
    const onnx::ValueInfoProto* input_ = nullptr;

    void note_names(const std::map<std::string, constant>& fixed);
    std::vector<bool> needed() const;
    void find_input(const std::vector<bool>& needed);
    const value* constant_called(const std::string& name);
    void add(const onnx::NodeProto& proto);

 public:
    /// Throws host::error. `proto` has to outlive the graph.
    graph(const onnx::GraphProto& proto, const std::string& file, std::int64_t opset,
          const std::map<std::string, constant>& fixed);

    const std::vector<node>& nodes() const noexcept { return nodes_; }
    const std::string& input() const noexcept { return input_->name(); }
    const std::string& output() const noexcept { return proto_->output(0).name(); }

    /// How many inputs of nodes a value is, the graph's output counted as one.
    std::size_t uses(const std::string& name) const;

    /// The shape of the input, all of it one sample; some sizes may be unknown. Throws host::error.
    extent input_shape() const;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_GRAPH_HPP
