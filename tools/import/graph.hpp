#ifndef CONSTPROP_TOOLS_IMPORT_GRAPH_HPP
#define CONSTPROP_TOOLS_IMPORT_GRAPH_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <onnx/onnx_pb.h>
#include <set>
#include <string>
#include <vector>

#include "import/constant.hpp"
#include "import/extent.hpp"
#include "import/external_data.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// A graph, reduced to some of its outputs, mostly one: the nodes between the one input and these, in order.
class graph {
    const onnx::GraphProto* proto_;
    std::string file_;
    std::vector<std::string> outputs_;
    std::int64_t opset_;
    const external_data* data_;
    std::map<std::string, const onnx::TensorProto*> initializers_;
    std::map<std::string, int> makers_;  ///< the node that computes a value
    std::map<std::string, value> constants_;
    std::map<std::string, std::size_t> uses_;
    std::set<std::string> flowing_;
    std::vector<node> nodes_;
    const onnx::ValueInfoProto* input_ = nullptr;

    void note_names(const std::map<std::string, constant>& fixed);
    std::vector<bool> needed() const;
    void find_input();

 public:
    /// Throws host::error. `proto` and `data` must outlive the graph. There is at least one output.
    graph(const onnx::GraphProto& proto, const std::string& file, std::int64_t opset, std::vector<std::string> outputs,
          const std::map<std::string, constant>& fixed, const external_data& data);
    graph(const onnx::GraphProto& proto, const std::string& file, std::int64_t opset, const std::string& output,
          const std::map<std::string, constant>& fixed, const external_data& data)
        : graph(proto, file, opset, std::vector{output}, fixed, data) {}

    /// Finds the one input, and the values that depend on it. Throws host::error if there are no inputs or several.
    void follow_input();

    const std::vector<node>& nodes() const noexcept { return nodes_; }
    const std::string& input() const noexcept { return input_->name(); }
    const std::string& output() const noexcept { return outputs_.front(); }
    const std::vector<std::string>& outputs() const noexcept { return outputs_; }

    /// True if a value depends on the numbers of the input, not on its shape alone.
    bool flows(const std::string& name) const { return flowing_.contains(name); }
    /// The number of nodes' inputs to which a dependent value goes, and one more for an output of the graph; nodes that use only
    /// its shape do not count.
    std::size_t uses(const std::string& name) const;

    /// The constant of this name from the file or the caller; nullptr if there is none. Throws host::error.
    const value* constant_called(const std::string& name);

    /// The shape of the input, as one sample; some sizes may be unknown. Throws host::error.
    extent input_shape() const;
};

/// A value's shape as a file states it, "(batch, 3)", for lists.
std::string shape_text(const onnx::ValueInfoProto& value);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_GRAPH_HPP
