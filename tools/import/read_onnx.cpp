#include "import/read_onnx.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <cstddef>
#include <limits>
#include <map>
#include <onnx/onnx_pb.h>
#include <optional>
#include <utility>
#include <vector>

#include "import/graph.hpp"
#include "import/operators.hpp"
#include "import/scalar_functions.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;
using host::detail::printable;

namespace {

constexpr std::size_t most_values = 65'536, most_layers = 200, most_parameters = std::size_t{1} << 22;

void check_size(const node& n, const flow& f) {
    if (f.layers.steps().size() > most_layers)
        n.fail("it would be layer " + std::to_string(f.layers.steps().size()),
               "at most " + std::to_string(most_layers) + " layers", "Import a smaller model.");
    if (f.layers.parameters() > most_parameters)
        n.fail("with it the network has " + std::to_string(f.layers.parameters()) + " parameters",
               "at most " + std::to_string(most_parameters), "Import a smaller model.");
}

/// Nodes from `begin` on that make one activation of `current`, which more than one of them takes. Returns how many;
/// `current` is then what they give.
std::size_t read_branches(const graph& g, std::size_t begin, std::string& current, flow& f) {
    const auto& nodes = g.nodes();
    std::map<std::string, samples> known{{current, sampled_identity()}};
    std::map<std::string, std::size_t> waiting{{current, g.uses(current)}};  // values, by how often they are still used
    for (std::size_t k = begin; k < nodes.size(); ++k) {
        const node& n = nodes[k];
        auto function = sampled(n, known);
        if (!function && !is_read(n)) reject(n);
        if (!function)
            n.fail("it is on a branch, where " + in_quotes(current) + " goes more than one way",
                   "a chain, or branches that make up one activation",
                   "Leave out what goes around a layer: there are no residual connections.");
        for (const std::string& name : n.proto().input())
            if (const auto found = waiting.find(name); found != waiting.end() && --found->second == 0)
                waiting.erase(found);
        const std::string& gives = n.proto().output(0);
        if (const std::size_t uses = g.uses(gives)) waiting.emplace(gives, uses);
        if (waiting.size() == 1 && waiting.begin()->first == gives)
            if (auto activation = activation_of(*function)) {
                f.layers.add(function_step{*std::move(activation)});
                current = gives;
                return k + 1 - begin;
            }
        known.insert_or_assign(gives, *std::move(function));
    }
    nodes[begin].fail("the branches of " + in_quotes(current) + " come together as no activation that is known",
                      "a chain, or branches that are Gelu, HardSwish, Softsign or x * Sigmoid(x)",
                      "Use one of those (nn.GELU, nn.Hardswish, nn.Softsign, nn.SiLU).");
}

chain read_chain(const graph& g, const extent& shape, const std::string& file) {
    const std::string input = file + ": input " + in_quotes(g.input());
    for (std::size_t d = shape.batch; d < shape.rank(); ++d)
        if (shape.sizes[d] == extent::unknown)
            throw error(input, "the size of dimension " + std::to_string(d) + " is not fixed",
                        "fixed sizes in all dimensions but that of the batch",
                        "Export the model with dynamic_axes for dimension 0 only, or none.");
    if (const extent own{shape.sizes, shape.batch}; own.sample() == 0 || own.sample() > most_values)
        throw error(input, "a sample has too many values", "at most " + std::to_string(most_values),
                    "Import a smaller model.");
    flow f{shape, chain(shape.sample())};
    std::string current = g.input();
    for (std::size_t k = 0; k < g.nodes().size();) {
        const node& n = g.nodes()[k];
        if (g.uses(current) > 1) {
            k += read_branches(g, k, current, f);
        } else {
            if (n.proto().input(n.flowing()) != current)
                n.fail("it takes " + in_quotes(n.proto().input(n.flowing())) +
                           ", which is not what the node before it gives",
                       "a chain of nodes", "Leave out what goes around a layer: there are no residual connections.");
            read_operator(n, f);
            current = n.proto().output(0);
            ++k;
        }
        check_size(n, f);
    }
    if (current != g.output())
        throw error(file, "the output is " + in_quotes(g.output()), in_quotes(current) + ", the end of the chain",
                    "Export a model that returns what its last layer gives.");
    f.layers.finish();
    return std::move(f.layers);
}

std::string producer_of(const onnx::ModelProto& model) {
    const std::string& version = model.producer_version();
    return printable(model.producer_name() + (version.empty() ? "" : " " + version));
}

}  // namespace

imported read_onnx(std::string_view bytes, const std::string& where, const std::map<std::string, constant>& fixed) {
    const char* const again = "Export the model again, for example with torch.onnx.export.";
    onnx::ModelProto model;
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
        !model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        throw error(where, "its " + std::to_string(bytes.size()) + " bytes are no ONNX model, or are cut off",
                    "a model in ONNX's format", again);
    if (!model.has_graph()) throw error(where, "it holds no graph", "a model in ONNX's format", again);

    std::optional<std::int64_t> opset;
    for (const auto& one : model.opset_import())
        if (one.domain().empty() || one.domain() == "ai.onnx") opset = one.version();
    if (model.ir_version() < 3 && !opset) opset = 1;  // the format's first versions do not say
    constexpr std::int64_t newest = 24;
    if (!opset || *opset < 1 || *opset > newest)
        throw error(where, opset ? "its operators are those of opset " + std::to_string(*opset) : "it names no opset",
                    "opset 1 to " + std::to_string(newest), "Export it with opset_version=17.");

    const graph g(model.graph(), where, *opset, fixed);
    extent shape = g.input_shape();
    // The first dimension counts samples. Where the graph takes samples apart under that reading, there may be another.
    std::optional<error> first;
    for (std::size_t turn = 0; turn < shape.rank(); ++turn) {
        shape.batch = (turn + 1) % shape.rank();
        try {
            return {read_chain(g, shape, where), producer_of(model), *opset};
        } catch (const error& reason) {
            if (!first) first = reason;
        }
    }
    throw *first;
}

}  // namespace constprop::tools
