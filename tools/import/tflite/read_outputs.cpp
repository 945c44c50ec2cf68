#include "import/tflite/read_outputs.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "import/output_names.hpp"
#include "import/tflite/header.hpp"
#include "import/tflite/needed.hpp"

namespace constprop::tools::tflite {
namespace {

/// Which tensors are computed from the inputs, along ways that do not pass through `blocked`.
std::vector<bool> flowing(const graph& g, std::size_t blocked) {
    std::vector<bool> flows(g.tensors.size(), false);
    for (const std::size_t t : g.inputs) flows[t] = true;
    for (const operation& op : g.operations) {
        const bool takes_one = std::any_of(op.inputs.begin(), op.inputs.end(),
                                           [&](std::size_t t_) { return t_ != no_tensor && flows[t_]; });
        for (const std::size_t t : op.outputs) flows[t] = takes_one && t != blocked;
    }
    return flows;
}

/// True for operators that may become no layer, so that nothing would be before the value that they give.
bool may_vanish(const graph& g, const operation& op) {
    if (op.kind == operation_kind::slice || op.kind == operation_kind::strided_slice)
        return op.inputs[0] == no_tensor || g.tensors[op.inputs[0]].size == g.tensors[op.outputs[0]].size;
    return op.kind == operation_kind::quantize || op.kind == operation_kind::dequantize ||
           op.kind == operation_kind::reshape || op.kind == operation_kind::squeeze ||
           op.kind == operation_kind::expand_dims;
}

/// The last value through which all outputs pass; `no_tensor` if that is the input.
std::size_t last_shared_value(const graph& g, const std::vector<std::size_t>& outputs) {
    constexpr std::size_t most = 256;
    const std::vector<bool> all = flowing(g, no_tensor);
    std::size_t tried = 0;
    for (std::size_t k = g.operations.size(); k-- > 0 && tried < most;) {
        const operation& op = g.operations[k];
        const std::size_t value = op.outputs[0];
        if (op.outputs.size() != 1 || !all[value] || may_vanish(g, op)) continue;
        ++tried;
        const std::vector<bool> rest = flowing(g, value);
        if (std::all_of(outputs.begin(), outputs.end(), [&](std::size_t t_) { return all[t_] && !rest[t_]; }))
            return value;
    }
    return no_tensor;
}

/// The part of a graph that begins with a value.
graph behind(graph g, std::size_t value) {
    std::erase_if(g.operations, [&](const operation& op_) { return op_.outputs[0] == value; });
    g.inputs = {value};
    return g;
}

}  // namespace

several_outputs read_outputs(const graph& g, const std::string& where, const std::vector<std::string>& outputs) {
    check_output_names(outputs, where);
    std::vector<std::size_t> places;
    for (const std::string& name : outputs) places.push_back(find_output(g, where, name));
    several_outputs result;
    const std::size_t cut = last_shared_value(g, places);
    if (cut == no_tensor) {
        for (const std::string& name : outputs) result.heads.push_back({name, read_network(g, where, name)});
        return result;
    }
    if (std::find(places.begin(), places.end(), cut) == places.end()) check_none_is_called_trunk(outputs, where);
    graph trunk = g;
    trunk.outputs = {cut};
    result.trunk = read_network(std::move(trunk), where);
    const graph heads = behind(g, cut);
    for (std::size_t k = 0; k < outputs.size(); ++k)
        if (places[k] == cut) result.of_trunk = outputs[k];
        else result.heads.push_back({outputs[k], read_network(heads, where, outputs[k])});
    return result;
}

header_result write_headers(const several_outputs& of, const header_options& options) {
    header_result result;
    const auto add = [&](const network& net_, const std::string& part_) {
        header_options own = options;
        own.name = name_of_part(options.name, part_);
        const header_result one = write_header(net_, {}, own);
        result.text += (result.text.empty() ? "" : "\n") + one.text;
        result.summary += (result.summary.empty() ? "" : "; ") + own.name + ": " + one.summary;
    };
    if (of.trunk) add(*of.trunk, of.of_trunk.empty() ? "trunk" : of.of_trunk);
    for (const auto& [output, net] : of.heads) add(net, output);
    return result;
}

}  // namespace constprop::tools::tflite
