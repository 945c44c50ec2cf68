#include "import/quantized/read_quantized.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "import/graph.hpp"
#include "import/output_names.hpp"
#include "import/quantized/operators.hpp"
#include "import/quantized/translation.hpp"

namespace constprop::tools::quantized {

using host::error;
using host::detail::in_quotes;

namespace {

/// The output of this name, or the only one.
std::string output_of(const onnx::GraphProto& graph, const std::string& where, const std::string& wanted) {
    std::string list;
    for (int k = 0; k < graph.output_size(); ++k) {
        if (!wanted.empty() && graph.output(k).name() == wanted) return wanted;
        if (k < 8) list += (k == 0 ? "" : ", ") + in_quotes(graph.output(k).name());
    }
    if (wanted.empty() && graph.output_size() == 1) return graph.output(0).name();
    throw error(where,
                wanted.empty() ? "the graph has " + std::to_string(graph.output_size()) + " outputs, " + list
                               : "it has no output " + in_quotes(wanted),
                wanted.empty() ? "the name of one" : "one of " + list, "Choose one with --output-name.");
}

/// Where the values of an output lie in the network, in the order of the file; empty if that is the network's.
std::vector<std::size_t> places_of(const item& of) {
    const layer_extent lies = of.image.value_or(extent_of(of));
    const bool turns =
        !of.channels_last && lies.channels > 1 && lies.positions() > 1 && (of.image || lies.kind != rank::vector);
    std::vector<std::size_t> places;
    for (std::size_t k = 0; turns && k < lies.size(); ++k) places.push_back(lies.from_channels_first(k));
    return places;
}

void check_they_differ(const std::vector<item>& gives, const std::vector<std::string>& outputs,
                       const std::string& where) {
    for (std::size_t k = 0; k < gives.size(); ++k)
        for (std::size_t before = 0; before < k; ++before)
            if (gives[before].tensor == gives[k].tensor)
                throw error(where,
                            "outputs " + in_quotes(outputs[before]) + " and " + in_quotes(outputs[k]) +
                                " are the same integers",
                            "outputs that differ", "Choose one of them.");
}

void add_notes(tflite::network& to, std::vector<std::string> notes) {
    auto& all = to.layers.notes;
    all.insert(all.end(), std::make_move_iterator(notes.begin()), std::make_move_iterator(notes.end()));
}

}  // namespace

bool is_quantized(const onnx::ModelProto& file) {
    const auto& nodes = file.graph().node();
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](const onnx::NodeProto& one_) { return quantized::is_quantized(node(one_, "", 1)); });
}

model read_quantized(const onnx::ModelProto& file, const std::string& where, const read_options& options) {
    const external_data data(options.folder);
    graph g(file.graph(), where, opset_of(file, where), output_of(file.graph(), where, options.output), options.fixed,
            data);
    g.follow_input();
    auto [made, takes, all, notes] = translation(g, where, data).read(producer_of(file));
    const item& gives = all.front();
    model result{tflite::read_network(std::move(made), where, ""), {}, {}};
    result.net.output_name = g.output();
    result.input = {.name = g.input(), .size = takes.shape.sample(), .shape = takes.shape};
    result.output = {
        .name = g.output(), .size = gives.shape.sample(), .shape = gives.shape, .places = places_of(gives)};
    if (!result.output.places.empty())
        notes.push_back(
            "The network's outputs lie row by row, channels last: the model's output is (channel, row, column).");
    add_notes(result.net, std::move(notes));
    return result;
}

tflite::several_outputs read_outputs(const onnx::ModelProto& file, const std::string& where,
                                     const std::vector<std::string>& outputs, const read_options& options) {
    check_output_names(outputs, where);
    for (const std::string& name : outputs) output_of(file.graph(), where, name);
    const external_data data(options.folder);
    graph g(file.graph(), where, opset_of(file, where), outputs, options.fixed, data);
    g.follow_input();
    auto [made, takes, gives, notes] = translation(g, where, data).read(producer_of(file));
    check_they_differ(gives, outputs, where);
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        made.tensors[gives[k].tensor].name = outputs[k];
        if (!places_of(gives[k]).empty())
            notes.push_back("The outputs of " + in_quotes(outputs[k]) +
                            " lie row by row, channels last: those of the model are (channel, row, column).");
    }
    tflite::several_outputs result = tflite::read_outputs(made, where, outputs);
    add_notes(result.trunk ? *result.trunk : result.heads.front().net, std::move(notes));
    return result;
}

void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const model& of) {
    check_vectors reals;
    tools::add_checks(reals, input, output, of.input, of.output);
    const auto add = [](std::vector<std::vector<double>>& to_, const std::vector<std::vector<double>>& from_,
                        const quantization& by_) {
        for (const auto& row : from_) {
            to_.emplace_back();
            for (const double x : row) to_.back().push_back(int8::quantize_value(static_cast<float>(x), by_));
        }
    };
    add(checks.inputs, reals.inputs, of.net.takes);
    add(checks.outputs, reals.outputs, of.net.gives);
}

}  // namespace constprop::tools::quantized
