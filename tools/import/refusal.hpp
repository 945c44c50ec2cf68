#ifndef CONSTPROP_TOOLS_IMPORT_REFUSAL_HPP
#define CONSTPROP_TOOLS_IMPORT_REFUSAL_HPP

#include <constprop/host/error.hpp>

#include <optional>
#include <string>

#include "import/graph.hpp"

namespace constprop::tools {

/// Everything that keeps a graph from being a chain of layers, in one line: the reason that decides first, with its remedy,
/// and then the others. What decides is an operator that no layer is like, then what stopped the reader, `stop`.
host::error refusal_of(const graph& g, const std::string& file, const host::error& stop);

/// Whether an operator is read, on some ways at least: on constants, in activations of several nodes, behind a label.
bool may_be_read(const node& n);

/// An error with one more reason behind it.
host::error with_reason(const host::error& first, const std::string& reason);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_REFUSAL_HPP
