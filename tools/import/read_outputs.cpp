#include "import/read_outputs.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "import/graph.hpp"
#include "import/output_names.hpp"
#include "import/read_chain.hpp"
#include "import/refusal.hpp"
#include "import/time.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

namespace {

/// The nodes of all graphs on which a value flows.
std::set<const onnx::NodeProto*> flowing_nodes(const std::vector<graph>& graphs) {
    std::set<const onnx::NodeProto*> result;
    for (const graph& g : graphs)
        for (const node& n : g.nodes())
            if (g.flows(n.gives())) result.insert(&n.proto());
    return result;
}

/// True if all outputs are computed from this value alone.
bool parts_at(const std::string& value, const onnx::GraphProto& file, const std::set<const onnx::NodeProto*>& flowing,
              const std::vector<graph>& graphs) {
    std::set<std::string> behind{value};
    for (const onnx::NodeProto& one : file.node()) {
        if (!flowing.contains(&one)) continue;
        const auto& inputs = one.input();
        const bool is_behind =
            std::any_of(inputs.begin(), inputs.end(), [&](const std::string& name_) { return behind.contains(name_); });
        if (!is_behind) continue;
        const bool takes_others = std::any_of(inputs.begin(), inputs.end(), [&](const std::string& name_) {
            return !behind.contains(name_) &&
                   std::any_of(graphs.begin(), graphs.end(), [&](const graph& g_) { return g_.flows(name_); });
        });
        if (takes_others) return false;
        behind.insert(one.output().begin(), one.output().end());
    }
    return std::all_of(graphs.begin(), graphs.end(), [&](const graph& g_) { return behind.contains(g_.output()); });
}

/// The last value through which all outputs pass; empty if that is the input.
std::string last_shared_value(const onnx::GraphProto& file, const std::vector<graph>& graphs) {
    constexpr std::size_t most = 256;
    std::vector<std::string> shared;
    for (const node& n : graphs[0].nodes()) {
        const bool is_shared =
            std::all_of(graphs.begin(), graphs.end(), [&](const graph& g_) { return g_.flows(n.gives()); });
        if (is_shared) shared.push_back(n.gives());
    }
    const auto flowing = flowing_nodes(graphs);
    for (std::size_t k = shared.size(); k-- > 0 && shared.size() - k <= most;)
        if (parts_at(shared[k], file, flowing, graphs)) return shared[k];
    return {};
}

}  // namespace

several_outputs read_outputs(std::string_view bytes, const std::string& where, const std::vector<std::string>& outputs,
                             const read_options& options) {
    const onnx::ModelProto file = parse_onnx(bytes, where);
    const std::int64_t opset = opset_of(file, where);
    const external_data data(options.folder);
    several_outputs result;
    const auto alone = [&](const std::string& name) {
        read_options one = options;
        one.output = name;
        return read_onnx(bytes, where, one);
    };
    check_output_names(outputs, where);
    std::vector<graph> graphs;
    for (const std::string& name : outputs) {
        const auto& all = file.graph().output();
        if (std::none_of(all.begin(), all.end(), [&](const auto& one_) { return one_.name() == name; }))
            throw error(where, "it has no output " + in_quotes(name), "one that it has", "Look at them with --list.");
        graphs.emplace_back(file.graph(), where, opset, name, options.fixed, data);
        graphs.back().follow_input();
        const auto& nodes = graphs.back().nodes();
        if (std::any_of(nodes.begin(), nodes.end(), is_recurrent))
            throw error(where, "it has states, and several outputs are asked for", "one output of such a model",
                        "Choose one --output-name, or export a model for each.");
    }
    const std::string cut = last_shared_value(file.graph(), graphs);
    if (cut.empty()) {
        for (const std::string& name : outputs) result.heads.push_back({name, alone(name)});
        return result;
    }

    if (std::find(outputs.begin(), outputs.end(), cut) == outputs.end()) check_none_is_called_trunk(outputs, where);
    graph trunk(file.graph(), where, opset, cut, options.fixed, data);
    trunk.follow_input();
    extent shape = trunk.input_shape();
    shape.batch = std::min<std::size_t>(1, shape.rank());
    flow shared = read_chain_to(trunk, shape, where, data);
    const auto layout = [](const std::string& name_, const flow& of_, std::size_t size_) {
        return tensor_layout{.name = name_,
                             .size = size_,
                             .shape = of_.shape,
                             .places = of_.order.is_as_in_model() ? std::vector<std::size_t>{} : of_.order.places()};
    };
    const tensor_layout between = layout(cut, shared, shared.layers.outputs());
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        if (outputs[k] == cut) {
            result.of_trunk = cut;
            continue;
        }
        try {
            flow read = read_chain_from(graphs[k], cut, shared, where, data);
            const tensor_layout given = layout(outputs[k], read, read.layers.outputs());
            result.heads.push_back({outputs[k],
                                    {std::move(read.layers), producer_of(file), opset, std::move(read.notes), between,
                                     given, read.labels}});
        } catch (const error& stop) {
            throw refusal_of(graphs[k], where, stop);
        }
    }
    const tensor_layout taken{.name = trunk.input(), .size = shared.layers.inputs(), .shape = shape};
    result.trunk =
        imported{std::move(shared.layers), producer_of(file), opset, std::move(shared.notes), taken, between};
    return result;
}

const tensor_layout& input_of(const several_outputs& of) {
    return of.trunk ? of.trunk->input : of.heads.front().model.input;
}

const tensor_layout& output_of(const several_outputs& of, const std::string& name) {
    for (const auto& [output, model] : of.heads)
        if (output == name) return model.output;
    return of.trunk->output;
}

header_result write_headers(const several_outputs& of, const std::vector<std::string>& outputs,
                            const std::vector<check_vectors>& checks, const header_options& options) {
    header_result result;
    const auto add = [&](const imported& model, const check_vectors& samples, const std::string& name) {
        header_options own = options;
        own.name = name;
        const header_result one = write_header(model, samples, own);
        result.text += (result.text.empty() ? "" : "\n") + one.text;
        result.summary += (result.summary.empty() ? "" : "; ") + name + ": " + one.summary;
    };
    const auto samples_of = [&](const std::string& output) {
        const auto at = std::find(outputs.begin(), outputs.end(), output) - outputs.begin();
        return checks.empty() ? check_vectors{} : checks[static_cast<std::size_t>(at)];
    };
    if (of.trunk)
        add(*of.trunk, of.of_trunk.empty() ? check_vectors{} : samples_of(of.of_trunk),
            name_of_part(options.name, of.of_trunk.empty() ? "trunk" : of.of_trunk));
    for (const auto& [output, model] : of.heads) {
        check_vectors samples = samples_of(output);
        if (of.trunk)
            for (std::vector<double>& x : samples.inputs) x = of.trunk->layers(x);
        add(model, samples, name_of_part(options.name, output));
    }
    return result;
}

}  // namespace constprop::tools
