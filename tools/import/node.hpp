#ifndef CONSTPROP_TOOLS_IMPORT_NODE_HPP
#define CONSTPROP_TOOLS_IMPORT_NODE_HPP

#include <cstdint>
#include <memory>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

#include "import/constant.hpp"

namespace constprop::tools {

/// A constant of a graph: a shape of its own over numbers that several may share.
///
/// A number that depends on how many samples there are is NaN where it is an integer.
struct value {
    std::vector<std::int64_t> shape;
    std::shared_ptr<const std::vector<double>> numbers;
    bool integer = false;
};

/// What a file holds, as a value of a graph.
value value_of(constant from);

/// A node with what its inputs are, for the functions that read operators.
class node {
    const onnx::NodeProto* proto_;
    std::string where_;
    std::int64_t opset_;

    const onnx::AttributeProto* find(const char* name, onnx::AttributeProto_AttributeType type) const;

 public:
    /// Which of the inputs are constants; nothing for the value that flows, and for an input that is left out.
    std::vector<const value*> constants;
    /// Which of its outputs others take.
    std::size_t result = 0;

    node(const onnx::NodeProto& proto, const std::string& file, std::int64_t opset);

    const onnx::NodeProto& proto() const noexcept { return *proto_; }
    const std::string& op() const noexcept { return proto_->op_type(); }
    /// Whether its operator is one of ONNX's own, or of those for classical models.
    bool is_onnx() const { return proto_->domain().empty() || proto_->domain() == "ai.onnx"; }
    bool is_ml() const { return proto_->domain() == "ai.onnx.ml"; }
    /// Whether it takes no more of its input than the shape.
    bool asks_for_shape() const { return is_onnx() && (op() == "Shape" || op() == "Size"); }
    std::int64_t opset() const noexcept { return opset_; }
    const std::string& where() const noexcept { return where_; }

    /// The name of the output that others take.
    const std::string& gives() const { return proto_->output(static_cast<int>(result)); }

    /// Whether input k is there, and the position of the value that flows.
    bool has_input(int k) const { return k < proto_->input_size() && !proto_->input(k).empty(); }
    int flowing() const;
    /// Input k as a constant; throws where it is not.
    const value& constant_input(int k, const char* what) const;
    /// Input k as a single constant number; throws where it is not.
    double number_input(int k, const char* what) const;

    // Attributes, or what they are by default. Throw where one has another type.
    float float_attribute(const char* name, float otherwise) const;
    std::int64_t int_attribute(const char* name, std::int64_t otherwise) const;
    std::string string_attribute(const char* name, const char* otherwise) const;
    std::vector<std::int64_t> ints_attribute(const char* name) const;
    std::vector<double> floats_attribute(const char* name) const;
    const onnx::AttributeProto* attribute(const char* name) const;

    /// Throws host::error about this node.
    [[noreturn]] void fail(const std::string& found, const std::string& expected, const std::string& remedy) const;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_NODE_HPP
