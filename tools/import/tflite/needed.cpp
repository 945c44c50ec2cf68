#include "import/tflite/needed.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include "import/tflite/split.hpp"

namespace constprop::tools::tflite {

using host::error;
using host::detail::in_quotes;

namespace {

/// Drops the second input of operators that change a shape: the tensor that they give states the new one, so that operators
/// which compute it are not needed.
void leave_out_shapes(graph& g) {
    for (operation& op : g.operations)
        if (op.inputs.size() > 1 &&
            (op.kind == operation_kind::reshape || op.kind == operation_kind::squeeze ||
             op.kind == operation_kind::expand_dims || op.kind == operation_kind::resize_nearest_neighbor))
            op.inputs.erase(op.inputs.begin() + 1, op.inputs.end());
}

/// Constants that the file keeps as smaller numbers, with a DEQUANTIZE behind them, are constants of those numbers.
void fold_constants(graph& g) {
    std::vector<operation> left;
    for (operation& op : g.operations) {
        const bool folds = op.kind == operation_kind::dequantize && op.inputs.size() == 1 &&
                           op.inputs[0] != no_tensor && g.tensors[op.inputs[0]].is_constant;
        if (!folds) {
            left.push_back(std::move(op));
            continue;
        }
        const std::string name = g.tensors[op.outputs[0]].name;
        g.tensors[op.outputs[0]] = g.tensors[op.inputs[0]];
        g.tensors[op.outputs[0]].name = name;
    }
    g.operations = std::move(left);
}

}  // namespace

std::size_t find_output(const graph& g, const std::string& where, const std::string& wanted) {
    std::string list;
    for (std::size_t k = 0; k < g.outputs.size(); ++k) {
        const std::string& name = g.tensors[g.outputs[k]].name;
        if (!wanted.empty() && name == wanted) return g.outputs[k];
        if (k < 8) list += (k == 0 ? "" : ", ") + in_quotes(name);
    }
    if (!wanted.empty())
        throw error(where, "it has no output " + in_quotes(wanted), "one of " + list, "Look at them with --list.");
    if (g.outputs.size() > 1)
        throw error(where, "it has " + std::to_string(g.outputs.size()) + " outputs, " + list, "the name of one",
                    "Choose one: --output-name " + g.tensors[g.outputs[0]].name + ".");
    return g.outputs[0];
}

void keep_needed(graph& g, std::size_t output) {
    leave_out_shapes(g);
    split_into_parts(g);
    fold_constants(g);
    std::vector<bool> needed(g.tensors.size(), false);
    needed[output] = true;
    std::vector<operation> left;
    for (std::size_t k = g.operations.size(); k-- > 0;) {
        operation& op = g.operations[k];
        if (std::none_of(op.outputs.begin(), op.outputs.end(), [&](std::size_t t_) { return needed[t_]; })) continue;
        for (const std::size_t t : op.inputs)
            if (t != no_tensor) needed[t] = true;
        left.push_back(std::move(op));
    }
    std::reverse(left.begin(), left.end());
    g.operations = std::move(left);
}

}  // namespace constprop::tools::tflite
