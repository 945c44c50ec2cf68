#include "import/last_states.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "import/constant.hpp"
#include "import/directions.hpp"

namespace constprop::tools {
namespace {

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
    /// The number of directions in the last hidden state of a recurrent node; 0 for another value.
    int directions_in(const std::string& name) const {
        const onnx::NodeProto* const by = maker(name);
        return by != nullptr && by->output_size() > 1 && by->output(1) == name ? directions_of(*by) : 0;
    }
};

/// The state that a Gather selects from a Concat of them, and the direction in it; no state if it does anything else.
struct last_state {
    std::string state{};
    std::int64_t direction = 0;
};
last_state selected(const by_name& in, const onnx::NodeProto& gather, const std::string& file) {
    if (gather.op_type() != "Gather" || gather.input_size() != 2 || axis_of(gather) != 0) return {};
    const onnx::NodeProto* const concat = in.maker(gather.input(0));
    const auto index = in.constants.find(gather.input(1));
    if (concat == nullptr || concat->op_type() != "Concat" || axis_of(*concat) != 0 || index == in.constants.end())
        return {};
    std::vector<last_state> states;
    for (const std::string& name : concat->input()) {
        const int directions = in.directions_in(name);
        if (directions == 0) return {};
        for (int d = 0; d < directions; ++d) states.push_back({name, d});
    }
    const constant numbers = read_constant(*index->second, file + ": the index of a Gather");
    const auto count = static_cast<double>(states.size());
    for (std::size_t k = 0; k < states.size() && numbers.values.size() == 1; ++k)
        if (const auto at = static_cast<double>(k); numbers.values[0] == at || numbers.values[0] == at - count)
            return states[k];
    return {};
}

/// An index of the same dimensions, of a direction in a state.
std::string add_index(onnx::GraphProto& graph, const onnx::TensorProto& like, std::int64_t direction) {
    onnx::TensorProto* const index = graph.add_initializer();
    index->set_name("constprop: the one state " + std::to_string(graph.initializer_size()));
    *index->mutable_dims() = like.dims();
    index->set_data_type(onnx::TensorProto::INT64);
    index->add_int64_data(direction);
    return index->name();
}

}  // namespace

void select_last_states(onnx::GraphProto& graph, const std::string& file) {
    const by_name in(graph);
    for (auto& one : *graph.mutable_node())
        if (const last_state from = selected(in, one, file); !from.state.empty()) {
            one.set_input(0, from.state);
            one.set_input(1, add_index(graph, *in.constants.at(one.input(1)), from.direction));
        }
}

}  // namespace constprop::tools
