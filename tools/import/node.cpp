#include "import/node.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

namespace {

std::string name_of(const onnx::NodeProto& proto) {
    const std::string op = (proto.domain().empty() ? "" : proto.domain() + ".") + proto.op_type();
    if (!proto.name().empty()) return "node " + in_quotes(proto.name()) + " (" + host::detail::printable(op) + ")";
    const auto given = std::find_if(proto.output().begin(), proto.output().end(),
                                    [](const std::string& name_) { return !name_.empty(); });
    const std::string gives = given == proto.output().end() ? "" : *given;
    return "the node that gives " + in_quotes(gives) + " (" + host::detail::printable(op) + ")";
}

}  // namespace

value value_of(constant from) {
    const bool integer = from.type.find("INT") != std::string::npos || from.type == "BOOL";
    return {{from.shape.begin(), from.shape.end()},
            std::make_shared<const std::vector<double>>(std::move(from.values)),
            integer,
            std::move(from.type)};
}

node::node(const onnx::NodeProto& proto, const std::string& file, std::int64_t opset)
    : proto_(&proto), where_(file + ": " + name_of(proto)), opset_(opset) {}

void node::fail(const std::string& found, const std::string& expected, const std::string& remedy) const {
    throw error(where_, found, expected, remedy);
}

int node::flowing() const {
    for (int k = 0; k < proto_->input_size(); ++k)
        if (has_input(k) && constants[static_cast<std::size_t>(k)] == nullptr) return k;
    return -1;
}

const value& node::constant_input(int k, const char* what) const {
    if (!has_input(k)) fail(std::string{what} + " is missing", "it as input " + std::to_string(k), "Export it again.");
    const value* found = constants[static_cast<std::size_t>(k)];
    if (found == nullptr)
        fail(std::string{what} + ", " + in_quotes(proto_->input(k)) + ", is computed from the input", "a constant",
             "One operand may depend on the input; the others are to be constants of the model.");
    return *found;
}

double node::number_input(int k, const char* what) const {
    const auto& numbers = *constant_input(k, what).numbers;
    if (numbers.size() != 1)
        fail(std::string{what} + " has " + std::to_string(numbers.size()) + " values", "one", "Export it again.");
    return numbers[0];
}

const onnx::AttributeProto* node::attribute(const char* name) const {
    for (const auto& one : proto_->attribute())
        if (one.name() == name) return &one;
    return nullptr;
}

const onnx::AttributeProto* node::find(const char* name, onnx::AttributeProto_AttributeType type) const {
    const onnx::AttributeProto* found = attribute(name);
    // Files of the first version have no type.
    if (found != nullptr && found->has_type() && found->type() != type)
        fail("its attribute '" + std::string{name} + "' is of type " +
                 onnx::AttributeProto_AttributeType_Name(found->type()),
             onnx::AttributeProto_AttributeType_Name(type), "Export the model again.");
    return found;
}

float node::float_attribute(const char* name, float otherwise) const {
    const auto* found = find(name, onnx::AttributeProto::FLOAT);
    return found == nullptr ? otherwise : found->f();
}
std::int64_t node::int_attribute(const char* name, std::int64_t otherwise) const {
    const auto* found = find(name, onnx::AttributeProto::INT);
    return found == nullptr ? otherwise : found->i();
}
std::string node::string_attribute(const char* name, const char* otherwise) const {
    const auto* found = find(name, onnx::AttributeProto::STRING);
    return found == nullptr ? otherwise : found->s();
}
std::vector<std::int64_t> node::ints_attribute(const char* name) const {
    const auto* found = find(name, onnx::AttributeProto::INTS);
    if (found == nullptr) return {};
    return {found->ints().begin(), found->ints().end()};
}

std::vector<double> node::floats_attribute(const char* name) const {
    const auto* found = find(name, onnx::AttributeProto::FLOATS);
    if (found == nullptr) return {};
    return {found->floats().begin(), found->floats().end()};
}

std::vector<std::string> node::strings_attribute(const char* name) const {
    const auto* found = find(name, onnx::AttributeProto::STRINGS);
    if (found == nullptr) return {};
    return {found->strings().begin(), found->strings().end()};
}

std::string described(const node& n) {
    const bool is_named = n.result < static_cast<std::size_t>(n.proto().output_size()) && !n.gives().empty();
    return host::detail::printable(n.op()) + (is_named ? " " + in_quotes(n.gives()) : "");
}

}  // namespace constprop::tools
