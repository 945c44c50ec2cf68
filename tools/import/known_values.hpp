#ifndef CONSTPROP_TOOLS_IMPORT_KNOWN_VALUES_HPP
#define CONSTPROP_TOOLS_IMPORT_KNOWN_VALUES_HPP

#include <map>
#include <string>

#include "import/external_data.hpp"
#include "import/flow.hpp"
#include "import/graph.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// What is known of a graph's values while it is read: constants that nodes compute, and shapes of values that depend on the
/// input.
class known_values {
    graph& g_;
    const external_data& data_;
    std::map<std::string, value> computed_;
    std::map<std::string, extent> shapes_;
    std::map<std::string, bool> in_columns_;  ///< true if their samples are columns

    value shape_of(const node& n) const;

 public:
    known_values(graph& g, const external_data& data) : g_(g), data_(data) {}

    /// A node with its constants. Nodes after a label are not examined; their constants may have any type.
    node with_constants(const node& from, bool is_after_label);

    /// True for a node that does not depend on the numbers of the input.
    bool is_constant(const node& from) const;
    /// True if the constants and shapes that a constant node needs are known.
    bool is_ready(const node& from);
    /// Computes a constant node; false for others. Throws host::error.
    bool read_constant(const node& from, bool is_after_label);

    void note_shape(const std::string& name, const extent& shape, bool in_columns);
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_KNOWN_VALUES_HPP
