#include "import/graph.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <memory>
#include <set>
#include <utility>

#include "import/constant_operators.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

graph::graph(const onnx::GraphProto& proto, const std::string& file, std::int64_t opset,
             std::vector<std::string> outputs, const std::map<std::string, constant>& fixed, const external_data& data)
    : proto_(&proto), file_(file), outputs_(std::move(outputs)), opset_(opset), data_(&data) {
    constexpr int most_nodes = 10'000;
    if (proto.node_size() > most_nodes)
        throw error(file, "the graph has " + std::to_string(proto.node_size()) + " nodes",
                    "at most " + std::to_string(most_nodes), "Import a smaller model.");
    note_names(fixed);
    const std::vector<bool> wanted = needed();
    for (int k = 0; k < proto.node_size(); ++k)
        if (wanted[static_cast<std::size_t>(k)]) nodes_.emplace_back(proto.node(k), file_, opset_);
}

void graph::note_names(const std::map<std::string, constant>& fixed) {
    const auto twice = [&](const std::string& name) {
        throw error(file_, "two values are called " + in_quotes(name), "a name for each", again);
    };
    if (proto_->sparse_initializer_size() > 0)
        throw error(file_, "some weights are sparse", "dense ones", "Export the model with dense weights.");
    for (const auto& tensor : proto_->initializer())
        if (!initializers_.emplace(tensor.name(), &tensor).second) twice(tensor.name());
    std::set<std::string> inputs;
    for (const auto& input : proto_->input())
        if (!inputs.insert(input.name()).second) twice(input.name());
    for (const auto& [name, given] : fixed) {
        if (!inputs.contains(name))
            throw error(file_, "the graph has no input " + in_quotes(name), "one to be given a value",
                        "Look at its inputs with --list.");
        constants_.emplace(name, value_of(given));
    }
    for (int k = 0; k < proto_->node_size(); ++k)
        for (const std::string& name : proto_->node(k).output())
            if (!name.empty() &&
                (initializers_.contains(name) || inputs.contains(name) || !makers_.emplace(name, k).second))
                twice(name);
}

std::vector<bool> graph::needed() const {
    std::vector<bool> wanted(static_cast<std::size_t>(proto_->node_size()), false);
    const auto want = [&](const std::string& name, int before, const std::string& by) {
        const auto maker = makers_.find(name);
        if (maker == makers_.end()) return;
        if (maker->second >= before)
            throw error(by, "its input " + in_quotes(name) + " comes from a node after it, or from itself",
                        "nodes in the order of computation, without a cycle", again);
        wanted[static_cast<std::size_t>(maker->second)] = true;
    };
    for (const std::string& name : outputs()) want(name, proto_->node_size(), file_);
    for (int k = proto_->node_size(); k-- > 0;)
        if (wanted[static_cast<std::size_t>(k)])
            for (const std::string& name : proto_->node(k).input())
                want(name, k, node(proto_->node(k), file_, opset_).where());
    return wanted;
}

void graph::find_input() {
    std::set<std::string> read(outputs().begin(), outputs().end());
    for (const node& n : nodes_) read.insert(n.proto().input().begin(), n.proto().input().end());
    std::vector<std::string> free;
    // In versions of the format before 3, each initializer is an input, too.
    for (const auto& input : proto_->input())
        if (read.contains(input.name()) && !initializers_.contains(input.name()) &&
            !constants_.contains(input.name())) {
            free.push_back(input.name());
            input_ = &input;
        }
    if (free.size() == 1) return;
    std::string names;
    for (std::size_t k = 0; k < free.size() && k < 4; ++k) names += (k == 0 ? "" : ", ") + in_quotes(free[k]);
    throw error(file_,
                free.empty()
                    ? "its output depends on no input"
                    : "it has " + std::to_string(free.size()) + " inputs, " + names + (free.size() > 4 ? " …" : ""),
                "one", free.empty() ? again : "Give all but one a value: --set NAME=FILE.");
}

void graph::follow_input() {
    find_input();
    flowing_.insert(input());
    for (const node& n : nodes_) {
        if (n.proto().output_size() == 0) n.fail("it gives nothing", "an output", again);
        bool any = false;
        for (const std::string& name : n.proto().input()) {
            if (name.empty()) continue;
            if (name != input() && !makers_.contains(name) && !initializers_.contains(name) &&
                !constants_.contains(name))
                n.fail("its input " + in_quotes(name) + " is missing",
                       "an initializer, or an output of a node before it", again);
            if (!flows(name)) continue;
            any = true;
            if (!n.asks_for_shape()) ++uses_[name];
        }
        if (any && !n.asks_for_shape()) flowing_.insert(n.proto().output().begin(), n.proto().output().end());
    }
    for (const std::string& name : outputs()) ++uses_[name];
    for (node& n : nodes_)
        for (int k = n.proto().output_size(); k-- > 0;)
            if (uses(n.proto().output(k)) > 0) n.result = static_cast<std::size_t>(k);
}

const value* graph::constant_called(const std::string& name) {
    if (const auto found = constants_.find(name); found != constants_.end()) return &found->second;
    const auto found = initializers_.find(name);
    if (found == initializers_.end()) return nullptr;
    const std::string where = file_ + ": initializer " + in_quotes(name);
    return &constants_.emplace(name, value_of(read_constant(*found->second, where, data_))).first->second;
}

std::size_t graph::uses(const std::string& name) const {
    const auto found = uses_.find(name);
    return found == uses_.end() ? 0 : found->second;
}

extent graph::input_shape() const {
    constexpr int most_dimensions = 8;
    const std::string where = file_ + ": input " + in_quotes(input());
    if (!input_->type().has_tensor_type() || !is_floating(input_->type().tensor_type().elem_type()))
        throw error(where,
                    input_->type().has_tensor_type()
                        ? "its values are of type " + type_text(input_->type().tensor_type().elem_type())
                        : "it is no tensor",
                    "a tensor of floating-point numbers", "Convert the input before the model.");
    const auto& tensor = input_->type().tensor_type();
    if (!tensor.has_shape() || tensor.shape().dim_size() == 0 || tensor.shape().dim_size() > most_dimensions)
        throw error(where,
                    tensor.has_shape() ? "it has " + std::to_string(tensor.shape().dim_size()) + " dimensions"
                                       : "it has no shape",
                    "1 to " + std::to_string(most_dimensions) + " dimensions", again);
    extent shape;
    for (const auto& dimension : tensor.shape().dim()) {
        const bool known = dimension.has_dim_value() && dimension.dim_value() != extent::unknown;
        if (known && dimension.dim_value() <= 0 && (dimension.dim_value() < 0 || shape.rank() > 0))
            throw error(where, "a dimension is " + std::to_string(dimension.dim_value()), "sizes of at least 1", again);
        // Some exporters write an unknown batch as 0 or -1.
        shape.sizes.push_back(known && dimension.dim_value() > 0 ? dimension.dim_value() : extent::unknown);
    }
    return shape;
}

std::string shape_text(const onnx::ValueInfoProto& value) {
    if (!value.type().has_tensor_type()) return "";
    if (!value.type().tensor_type().has_shape()) return " of any shape";
    std::string text;
    for (const auto& dimension : value.type().tensor_type().shape().dim())
        text +=
            (text.empty() ? "" : ", ") + (dimension.has_dim_value()   ? std::to_string(dimension.dim_value())
                                          : dimension.has_dim_param() ? host::detail::printable(dimension.dim_param())
                                                                      : std::string{"?"});
    return " (" + text + ")";
}

}  // namespace constprop::tools
