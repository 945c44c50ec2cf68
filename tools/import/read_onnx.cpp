#include "import/read_onnx.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "import/directions.hpp"
#include "import/graph.hpp"
#include "import/last_states.hpp"
#include "import/normalized_steps.hpp"
#include "import/read_chain.hpp"
#include "import/refusal.hpp"
#include "import/time.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;
using host::detail::printable;

std::string producer_of(const onnx::ModelProto& model) {
    const std::string& version = model.producer_version();
    return printable(model.producer_name() + (version.empty() ? "" : " " + version));
}

/// The operators of a graph, and how many there are: "Conv × 5".
std::vector<std::string> operators_of(const onnx::ModelProto& model) {
    std::map<std::string, std::size_t> counts;
    for (const auto& one : model.graph().node()) ++counts[printable(one.op_type())];
    std::vector<std::string> list;
    for (const auto& [name, count] : counts) list.push_back(name + " × " + std::to_string(count));
    return list;
}

std::int64_t opset_of(const onnx::ModelProto& model, const std::string& where) {
    std::optional<std::int64_t> opset;
    bool others = false;
    for (const auto& one : model.opset_import())
        if (one.domain().empty() || one.domain() == "ai.onnx") opset = one.version();
        else others = others || one.domain() == "ai.onnx.ml";
    if (model.ir_version() < 3 && !opset) opset = 1;  // the format's first versions do not contain it
    if (others && !opset) opset = 13;                 // the model has none of ONNX's own operators
    constexpr std::int64_t newest = 24;
    if (!opset || *opset < 1 || *opset > newest)
        throw error(where, opset ? "its operators are those of opset " + std::to_string(*opset) : "it names no opset",
                    "opset 1 to " + std::to_string(newest), "Export it with opset_version=17.");
    return *opset;
}

namespace {

/// The extents as which a model's input may be sequences: a dimension counts steps, and mostly another one sequences.
std::vector<extent> sequences_of(const extent& input) {
    std::vector<extent> result;
    const auto add = [&](std::size_t time, std::size_t counting) {
        if (counting <= input.rank()) result.push_back({.sizes = input.sizes, .batch = counting, .time = time});
    };
    add(0, 2);
    add(1, 2);
    add(0, 1);
    return result;
}

/// Reads the input of a graph with recurrent layers. They determine which dimension counts steps.
flow read_flow_of_sequences(graph& g, const std::string& where, const external_data& data, tensor_layout& input) {
    std::optional<error> first, elsewhere;
    for (extent& shape : sequences_of(g.input_shape())) try {
            flow read = read_chain(g, shape, false, where, data);
            input.shape = std::move(shape);
            if (!read.shape.time)
                read.notes.push_back(
                    "The model's output is that of the last step: take the last one of net(sequence).");
            return read;
        } catch (const steps_elsewhere& reason) {
            if (!elsewhere) elsewhere = reason;
        } catch (const error& reason) {
            if (!first) first = reason;
        }
    throw first ? *first : *elsewhere;
}

/// Reads the first dimension as the batch. If the graph then splits samples, tries other readings.
flow read_flow(graph& g, const std::string& where, const external_data& data, tensor_layout& input) {
    if (std::any_of(g.nodes().begin(), g.nodes().end(), is_recurrent))
        return read_flow_of_sequences(g, where, data, input);
    extent shape = g.input_shape();
    std::optional<error> first;
    const auto attempt = [&](const extent& as, bool columns) -> std::optional<flow> {
        try {
            return read_chain(g, as, columns, where, data);
        } catch (const error& reason) {
            if (!first) first = reason;
            return {};
        }
    };
    for (std::size_t turn = 0; turn < shape.rank(); ++turn) {
        shape.batch = (turn + 1) % shape.rank();
        if (auto read = attempt(shape, false)) return *std::move(read);
    }
    if (shape.rank() == 2)
        if (auto read = attempt({{shape.sizes[1], shape.sizes[0]}, 1}, true)) return *std::move(read);
    throw *first;
}

imported read_output(const onnx::ModelProto& model, const std::string& where, std::int64_t opset,
                     const std::string& output, const read_options& options) {
    const external_data data(options.folder);
    graph g(model.graph(), where, opset, output, options.fixed, data);
    try {
        g.follow_input();
        tensor_layout taken{.name = g.input()};
        flow read = read_flow(g, where, data, taken);
        taken.size = read.layers.inputs(), taken.columns = read.input_columns;
        const tensor_layout given{g.output(), read.layers.outputs(), read.columns, read.shape,
                                  read.order.is_as_in_model() ? std::vector<std::size_t>{} : read.order.places()};
        std::vector<std::string> flowing, constant;
        for (const node& n : g.nodes()) (g.flows(n.gives()) ? flowing : constant).push_back(described(n));
        return {std::move(read.layers),
                producer_of(model),
                opset,
                std::move(read.notes),
                taken,
                given,
                read.labels,
                operators_of(model),
                std::move(flowing),
                std::move(constant)};
    } catch (const error& stop) {
        throw refusal_of(g, where, stop);
    }
}

/// Reports that one of several outputs must be chosen: lists all, and those that are chains of layers.
[[noreturn]] void ask_for_output(const onnx::ModelProto& model, const std::string& where, std::int64_t opset,
                                 const read_options& options) {
    constexpr int most = 8;
    const auto& outputs = model.graph().output();
    if (outputs.empty()) throw error(where, "the graph has no output", "one", "Export a model that returns a tensor.");
    std::string list, chosen, label;  // prefers numbers to a label, which they determine
    std::optional<error> first;
    for (int k = 0; k < outputs.size() && k < most; ++k) {
        list += (k == 0 ? "" : ", ") + in_quotes(outputs[k].name()) + shape_text(outputs[k]);
        try {
            const bool labels = read_output(model, where, opset, outputs[k].name(), options).labels;
            std::string& name = labels ? label : chosen;
            if (name.empty()) name = outputs[k].name();
        } catch (const error& reason) {
            list += ", which is no chain of layers";
            if (!first) first = reason;
        }
    }
    if (outputs.size() > most) list += " …";
    if (chosen.empty()) chosen = label;
    const std::string found = "the graph has " + std::to_string(outputs.size()) + " outputs, " + list;
    if (chosen.empty()) throw with_reason(*first, found);
    throw error(where, found, "the name of one", "Choose one: --output-name " + printable(chosen) + ".");
}

}  // namespace

onnx::ModelProto parse_onnx(std::string_view bytes, const std::string& where) {
    const char* const export_again = "Export the model again, for example with torch.onnx.export.";
    onnx::ModelProto model;
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
        !model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        throw error(where, "its " + std::to_string(bytes.size()) + " bytes are no ONNX model, or are cut off",
                    "a model in ONNX's format", export_again);
    if (!model.has_graph()) throw error(where, "it holds no graph", "a model in ONNX's format", export_again);
    return model;
}

imported read_onnx(std::string_view bytes, const std::string& where, const read_options& options) {
    onnx::ModelProto model = parse_onnx(bytes, where);
    select_last_states(*model.mutable_graph(), where);
    put_directions_last(*model.mutable_graph(), where);
    normalize_steps_in_place(*model.mutable_graph(), where);
    const std::int64_t opset = opset_of(model, where);
    const auto& outputs = model.graph().output();
    if (!options.output.empty()) {
        std::string list;
        for (int k = 0; k < outputs.size() && k < 8; ++k) list += (k == 0 ? "" : ", ") + in_quotes(outputs[k].name());
        for (const auto& one : outputs)
            if (one.name() == options.output) return read_output(model, where, opset, options.output, options);
        throw error(where, "it has no output " + in_quotes(options.output), "one of " + list,
                    "Look at them with --list.");
    }
    if (outputs.size() != 1) ask_for_output(model, where, opset, options);
    return read_output(model, where, opset, outputs[0].name(), options);
}

}  // namespace constprop::tools
