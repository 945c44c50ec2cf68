#include "import/last_states.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "import/constant.hpp"

namespace constprop::tools {
namespace {

bool is_recurrent(const onnx::NodeProto& n) {
    return n.op_type() == "RNN" || n.op_type() == "GRU" || n.op_type() == "LSTM";
}

std::int64_t axis_of(const onnx::NodeProto& n) {
    for (const auto& one : n.attribute())
        if (one.name() == "axis") return one.i();
    return 0;
}

/// The nodes and constants of a graph, by the names of what they give. Adding a constant to the graph moves no node, and
/// none of the constants (protobuf keeps pointers to them).
struct by_name {
    std::map<std::string, const onnx::NodeProto*> nodes{};
    std::map<std::string, const onnx::TensorProto*> constants{};

    explicit by_name(const onnx::GraphProto& graph) {
        for (const auto& one : graph.initializer()) constants.emplace(one.name(), &one);
        for (const auto& one : graph.node()) {
            for (const std::string& name : one.output()) nodes.emplace(name, &one);
            if (one.op_type() == "Constant" && one.output_size() == 1)
                for (const auto& attribute : one.attribute())
                    if (attribute.name() == "value") constants.emplace(one.output(0), &attribute.t());
        }
    }
    const onnx::NodeProto* maker(const std::string& name) const {
        const auto found = nodes.find(name);
        return found == nodes.end() ? nullptr : found->second;
    }
    /// True if a value is the last hidden state of a recurrent node.
    bool is_last_state(const std::string& name) const {
        const onnx::NodeProto* const by = maker(name);
        return by != nullptr && is_recurrent(*by) && by->output_size() > 1 && by->output(1) == name;
    }
};

/// The state that a Gather selects from a Concat of them; empty if it does anything else.
std::string selected(const by_name& in, const onnx::NodeProto& gather, const std::string& file) {
    if (gather.op_type() != "Gather" || gather.input_size() != 2 || axis_of(gather) != 0) return {};
    const onnx::NodeProto* const concat = in.maker(gather.input(0));
    const auto index = in.constants.find(gather.input(1));
    if (concat == nullptr || concat->op_type() != "Concat" || axis_of(*concat) != 0 || index == in.constants.end())
        return {};
    const auto& states = concat->input();
    if (!std::all_of(states.begin(), states.end(), [&](const std::string& one_) { return in.is_last_state(one_); }))
        return {};
    const constant numbers = read_constant(*index->second, file + ": the index of a Gather");
    for (int k = 0; k < states.size() && numbers.values.size() == 1; ++k)
        if (numbers.values[0] == k || numbers.values[0] == k - states.size()) return states[k];
    return {};
}

/// An index of the same dimensions that is 0.
std::string add_zero(onnx::GraphProto& graph, const onnx::TensorProto& like) {
    onnx::TensorProto* const zero = graph.add_initializer();
    zero->set_name("constprop: the one state " + std::to_string(graph.initializer_size()));
    *zero->mutable_dims() = like.dims();
    zero->set_data_type(onnx::TensorProto::INT64);
    zero->add_int64_data(0);
    return zero->name();
}

}  // namespace

void select_last_states(onnx::GraphProto& graph, const std::string& file) {
    const by_name in(graph);
    for (auto& one : *graph.mutable_node())
        if (const std::string state = selected(in, one, file); !state.empty()) {
            one.set_input(0, state);
            one.set_input(1, add_zero(graph, *in.constants.at(one.input(1))));
        }
}

}  // namespace constprop::tools
