#ifndef CONSTPROP_TOOLS_IMPORT_NODE_HPP
#define CONSTPROP_TOOLS_IMPORT_NODE_HPP

#include <cstdint>
#include <memory>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

#include "import/constant.hpp"

namespace constprop::tools {

/// What to do about a file that contradicts itself.
inline constexpr const char* again = "Export the model again.";

/// A constant of a graph: a shape, and numbers that several constants may share.
///
/// An integer that depends on the number of samples is NaN.
struct value {
    std::vector<std::int64_t> shape;
    std::shared_ptr<const std::vector<double>> numbers;
    bool integer = false;
    std::string type{};  ///< ONNX's name, "INT8", of constants that are in the file
};

/// A constant of a file, as a value of a graph.
value value_of(constant from);

class node;

/// "Conv 'y'": an operator, and what it gives.
std::string described(const node& n);

/// A node with its inputs, for the functions that read operators.
class node {
    const onnx::NodeProto* proto_;
    std::string where_;
    std::int64_t opset_;

    const onnx::AttributeProto* find(const char* name, onnx::AttributeProto_AttributeType type) const;

 public:
    /// The inputs that are constants; nullptr for the value from the input, and for an omitted input.
    std::vector<const value*> constants;
    /// The output that other nodes use.
    std::size_t result = 0;

    node(const onnx::NodeProto& proto, const std::string& file, std::int64_t opset);

    const onnx::NodeProto& proto() const noexcept { return *proto_; }
    const std::string& op() const noexcept { return proto_->op_type(); }
    /// True if its operator is one of ONNX's own, or one for classical models.
    bool is_onnx() const { return proto_->domain().empty() || proto_->domain() == "ai.onnx"; }
    bool is_ml() const { return proto_->domain() == "ai.onnx.ml"; }
    /// True if it uses only the shape of its input.
    bool asks_for_shape() const { return is_onnx() && (op() == "Shape" || op() == "Size"); }
    std::int64_t opset() const noexcept { return opset_; }
    const std::string& where() const noexcept { return where_; }

    /// The name of the output that other nodes use.
    const std::string& gives() const { return proto_->output(static_cast<int>(result)); }

    /// True if input k exists; and the position of the input that flows.
    bool has_input(int k) const { return k < proto_->input_size() && !proto_->input(k).empty(); }
    int flowing() const;
    /// Input k as a constant; throws if it is not one.
    const value& constant_input(int k, const char* what) const;
    /// Input k as a single constant number; throws if it is not one.
    double number_input(int k, const char* what) const;

    // Attributes with their defaults. Throw if an attribute has another type.
    float float_attribute(const char* name, float otherwise) const;
    std::int64_t int_attribute(const char* name, std::int64_t otherwise) const;
    std::string string_attribute(const char* name, const char* otherwise) const;
    std::vector<std::int64_t> ints_attribute(const char* name) const;
    std::vector<double> floats_attribute(const char* name) const;
    std::vector<std::string> strings_attribute(const char* name) const;
    const onnx::AttributeProto* attribute(const char* name) const;

    /// Throws host::error about this node.
    [[noreturn]] void fail(const std::string& found, const std::string& expected, const std::string& remedy) const;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_NODE_HPP
