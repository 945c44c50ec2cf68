#include "import/layer_tree.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>

namespace constprop::tools {
namespace {

/// Rows by their positions.
using row_map = std::map<std::string, const layer_row*>;

/// How many layers a layer has as its template arguments.
std::size_t arguments_of(const std::string& layer) {
    std::size_t count = 1;
    int depth = 0;
    for (const char one : layer) {
        depth += (one == '<') - (one == '>');
        count += depth == 1 && one == ',';
    }
    return count;
}

layer_branch chain_at(const row_map& rows, const std::string& path);

layer_node node_of(const row_map& rows, const layer_row& row) {
    layer_node node{&row};
    const std::string inside = row.position + ".", name = name_of(row);
    if (name == "residual") node.branches.emplace_back();
    if (name == "residual" || name == "sequential") node.branches.push_back(chain_at(rows, inside));
    if (name != "add" && name != "subtract" && name != "multiply" && name != "concatenate") return node;
    for (std::size_t b = 0; b < arguments_of(row.layer); ++b) {
        const auto only = rows.find(inside + std::to_string(b));
        if (only != rows.end()) node.branches.push_back({node_of(rows, *only->second)});
        else node.branches.push_back(chain_at(rows, inside + std::to_string(b) + "."));
    }
    return node;
}

layer_branch chain_at(const row_map& rows, const std::string& path) {
    layer_branch chain;
    for (std::size_t k = 0;; ++k) {
        const auto found = rows.find(path + std::to_string(k));
        if (found == rows.end()) return chain;
        chain.push_back(node_of(rows, *found->second));
    }
}

template <std::size_t Count> bool is_among(const std::array<std::string_view, Count>& names, const layer_row& row) {
    return std::find(names.begin(), names.end(), name_of(row)) != names.end();
}
/// Layers without work, or whose work the layer before them does.
bool is_kept(const layer_row& row) {
    static constexpr std::array<std::string_view, 5> names{"relu", "relu6", "clip", "identity", "flatten"};
    return is_among(names, row);
}
bool works_in_place(const layer_row& row) {
    static constexpr std::array<std::string_view, 18> names{
        "leaky_relu",   "prelu",      "elu",         "selu",     "sigmoid",       "tanh",
        "hard_sigmoid", "hard_swish", "softplus",    "softsign", "silu",          "gelu",
        "gelu_tanh",    "softmax",    "log_softmax", "scale",    "channel_scale", "own_scale"};
    return row.in_place || is_among(names, row);
}

/// Walks a tree in the order of the rows, and adds up what is alive.
class alive_counter {
    std::map<const layer_row*, std::size_t> values_;
    std::size_t bytes_;  ///< of a value

    std::size_t bytes_of(const constprop::extent& of) const { return of.size() * bytes_; }

    /// `held` bytes lie elsewhere; so does the input if it is kept for others.
    std::size_t count(const layer_branch& branch, std::size_t input, std::size_t held, bool keeps_input) {
        std::size_t taken = input;
        for (const layer_node& node : branch) {
            const bool is_first = &node == branch.data();
            count(node, held + (keeps_input && !is_first ? input : 0), !is_first || !keeps_input);
            taken = bytes_of(node.row->gives);
        }
        return taken;
    }
    void count(const layer_node& node, std::size_t held, bool may_overwrite) {
        const layer_row& row = *node.row;
        const std::size_t takes = bytes_of(row.takes), gives = bytes_of(row.gives);
        if (node.branches.empty()) {
            const std::size_t values = !may_overwrite        ? takes + gives
                                       : is_kept(row)        ? takes
                                       : works_in_place(row) ? (std::max)(takes, gives)
                                                             : takes + gives;
            values_[&row] = held + row.scratch + values;
            return;
        }
        // The input is kept for branches that are still to come, and for the input itself as a branch.
        std::size_t left = 0, given = 0;
        bool is_taken = false;
        for (const layer_branch& branch : node.branches) {
            is_taken = is_taken || branch.empty();
            left += branch.empty() ? 0U : 1U;
        }
        for (const layer_branch& branch : node.branches)
            if (!branch.empty()) given += count(branch, takes, held + given, --left > 0 || is_taken || !may_overwrite);
        values_[&row] = held + given + (is_taken ? takes : 0) + (name_of(row) == "concatenate" ? gives : 0);
    }

 public:
    explicit alive_counter(std::size_t bytes) : bytes_(bytes) {}

    /// The network's input is the caller's.
    std::vector<std::size_t> of(const std::vector<layer_row>& rows) {
        count(tree_of(rows), 0, 0, true);
        std::vector<std::size_t> result;
        result.reserve(rows.size());
        for (const layer_row& row : rows) result.push_back(values_[&row]);
        return result;
    }
};

}  // namespace

layer_branch tree_of(const std::vector<layer_row>& rows) {
    row_map by_position;
    for (const layer_row& row : rows) by_position[row.position] = &row;
    return chain_at(by_position, "");
}

std::string name_of(const layer_row& row) {
    const std::string layer = short_layer(row.layer);
    return layer.substr(0, layer.find('<'));
}

std::string short_layer(const std::string& layer) {
    std::string text = layer;
    for (const std::string_view space : {"constprop::", "std::"})
        for (std::size_t at; (at = text.find(space)) != std::string::npos;) text.erase(at, space.size());
    return text;
}

std::vector<std::size_t> bytes_alive(const std::vector<layer_row>& rows, std::size_t bytes_of_value) {
    return alive_counter(bytes_of_value).of(rows);
}

}  // namespace constprop::tools
