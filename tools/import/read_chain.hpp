#ifndef CONSTPROP_TOOLS_IMPORT_READ_CHAIN_HPP
#define CONSTPROP_TOOLS_IMPORT_READ_CHAIN_HPP

#include <string>

#include "import/extent.hpp"
#include "import/external_data.hpp"
#include "import/graph.hpp"
#include "import/operators.hpp"

namespace constprop::tools {

/// Reads a graph as a chain of layers, for an input of a given shape; with `columns`, samples are the columns of that shape.
/// Throws host::error, about the node that does not fit.
flow read_chain(graph& g, const extent& shape, bool columns, const std::string& file, const external_data& data);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_READ_CHAIN_HPP
