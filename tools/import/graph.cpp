#include "import/graph.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <memory>
#include <set>
#include <utility>

#include "import/operators.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

namespace {

const char* const again = "Export the model again.";

value value_of(constant from) {
    return {{from.shape.begin(), from.shape.end()},
            std::make_shared<const std::vector<double>>(std::move(from.values))};
}

/// What a Constant node holds, in one of several attributes.
value constant_of(const node& n) {
    if (const auto* tensor = n.attribute("value"); tensor != nullptr && tensor->has_t())
        return value_of(read_constant(tensor->t(), n.where()));
    const auto one = [](double number) {
        return value{{}, std::make_shared<const std::vector<double>>(std::vector<double>{number})};
    };
    const auto several = [](const auto& list) {
        return value{{static_cast<std::int64_t>(list.size())},
                     std::make_shared<const std::vector<double>>(list.begin(), list.end())};
    };
    if (const auto* number = n.attribute("value_float")) return one(static_cast<double>(number->f()));
    if (const auto* number = n.attribute("value_int")) return one(static_cast<double>(number->i()));
    if (const auto* list = n.attribute("value_floats")) return several(list->floats());
    if (const auto* list = n.attribute("value_ints")) return several(list->ints());
    n.fail("it holds no numbers", "a value", again);
}

}  // namespace

graph::graph(const onnx::GraphProto& proto, const std::string& file, std::int64_t opset,
             const std::map<std::string, constant>& fixed)
    : proto_(&proto), file_(file), opset_(opset) {
    constexpr int most_nodes = 10'000;
    if (proto.node_size() > most_nodes)
        throw error(file, "the graph has " + std::to_string(proto.node_size()) + " nodes",
                    "at most " + std::to_string(most_nodes), "Import a smaller model.");
    if (proto.output_size() != 1)
        throw error(file, "the graph has " + std::to_string(proto.output_size()) + " outputs", "one",
                    "Export a model that returns one tensor.");
    note_names(fixed);
    const std::vector<bool> wanted = needed();
    find_input(wanted);
    for (int k = 0; k < proto.node_size(); ++k)
        if (wanted[static_cast<std::size_t>(k)]) add(proto.node(k));
    ++uses_[output()];
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
                        "Look at the names of its inputs.");
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
    want(output(), proto_->node_size(), file_);
    for (int k = proto_->node_size(); k-- > 0;)
        if (wanted[static_cast<std::size_t>(k)])
            for (const std::string& name : proto_->node(k).input())
                want(name, k, node(proto_->node(k), file_, opset_).where());
    return wanted;
}

void graph::find_input(const std::vector<bool>& needed) {
    std::set<std::string> read{output()};
    for (int k = 0; k < proto_->node_size(); ++k)
        if (needed[static_cast<std::size_t>(k)])
            read.insert(proto_->node(k).input().begin(), proto_->node(k).input().end());
    std::vector<std::string> free;
    // Until version 3 of the format each initializer was an input, too.
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

const value* graph::constant_called(const std::string& name) {
    if (const auto found = constants_.find(name); found != constants_.end()) return &found->second;
    const auto found = initializers_.find(name);
    if (found == initializers_.end()) return nullptr;
    const std::string where = file_ + ": initializer " + in_quotes(name);
    return &constants_.emplace(name, value_of(read_constant(*found->second, where))).first->second;
}

void graph::add(const onnx::NodeProto& proto) {
    node one(proto, file_, opset_);
    if (proto.output_size() == 0) one.fail("it gives nothing", "an output", again);
    bool flows = false;
    for (const std::string& name : proto.input()) {
        one.constants.push_back(name.empty() ? nullptr : constant_called(name));
        if (name.empty() || one.constants.back() != nullptr) continue;
        if (name != input() && !makers_.contains(name))
            one.fail("its input " + in_quotes(name) + " is missing", "an initializer, or an output of a node before it",
                     again);
        ++uses_[name];
        flows = true;
    }
    if (flows) nodes_.push_back(std::move(one));
    else
        constants_.emplace(proto.output(0),
                           proto.op_type() == "Constant" ? constant_of(one) : read_constant_operator(one));
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

}  // namespace constprop::tools
