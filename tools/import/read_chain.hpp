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

/// Reads a graph up to a value from which others go on: it stays as its layers give it.
flow read_chain_to(graph& g, const extent& shape, const std::string& file, const external_data& data);

/// Reads what goes on from a value of a graph that another flow gives, as layers of their own.
flow read_chain_from(graph& g, const std::string& value, const flow& given, const std::string& file,
                     const external_data& data);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_READ_CHAIN_HPP
