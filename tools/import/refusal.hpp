#ifndef CONSTPROP_TOOLS_IMPORT_REFUSAL_HPP
#define CONSTPROP_TOOLS_IMPORT_REFUSAL_HPP

#include <constprop/host/error.hpp>

#include <optional>
#include <string>

#include "import/graph.hpp"

namespace constprop::tools {

/// All obstacles to reading a graph as a chain of layers, in one line: the decisive one first, with its remedy, then the
/// others. Decisive is an operator without an equivalent layer, otherwise the reader's error, `stop`.
host::error refusal_of(const graph& g, const std::string& file, const host::error& stop);

/// True if an operator is read at least in some contexts: on constants, in activations of several nodes, after a label.
bool may_be_read(const node& n);

/// An error with one more reason appended.
host::error with_reason(const host::error& first, const std::string& reason);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_REFUSAL_HPP
