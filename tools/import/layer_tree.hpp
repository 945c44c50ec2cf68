#ifndef CONSTPROP_TOOLS_IMPORT_LAYER_TREE_HPP
#define CONSTPROP_TOOLS_IMPORT_LAYER_TREE_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "import/layer_row.hpp"

namespace constprop::tools {

struct layer_node;
using layer_branch =
    std::vector<layer_node>;  ///< layers one after the other; none of a branch that is the input itself

/// A layer with those that it holds.
struct layer_node {
    const layer_row* row;
    std::vector<layer_branch> branches{};
};

/// The layers of a network as a tree. It points to the rows.
layer_branch tree_of(const std::vector<layer_row>& rows);

/// "conv2d" of "constprop::conv2d<…>", and the whole without namespaces.
std::string name_of(const layer_row& row);
std::string short_layer(const std::string& layer);

/// Bytes that are alive while each layer works, in the order of the rows: what it takes and gives, what it writes beside them,
/// and in branches what other layers still take. Elementwise functions work in place, and what can, but over no input of the
/// network.
std::vector<std::size_t> bytes_alive(const std::vector<layer_row>& rows, std::size_t bytes_of_value);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_LAYER_TREE_HPP
