#ifndef CONSTPROP_TOOLS_IMPORT_SELECTION_HPP
#define CONSTPROP_TOOLS_IMPORT_SELECTION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "import/node.hpp"

namespace constprop::tools {

/// The numbers of an array that an operator keeps, or puts in another order: its shape, and where each of its numbers
/// stands in the operator's input.
struct selection {
    std::vector<std::int64_t> shape;
    std::vector<std::size_t> places;
};

/// What Transpose, Slice, Gather or Split makes of an array of a shape; a Split gives several. Nothing for other operators.
/// Throws host::error, about the node, for what contradicts itself.
std::optional<std::vector<selection>> selected_by(const node& n, const std::vector<std::int64_t>& shape);

/// Which axis a number means; negative ones count from the end. Throws host::error.
std::size_t axis_of(const node& n, std::int64_t axis, std::size_t rank);

/// Whole numbers from a constant; extent::by_samples for those that depend on how many samples there are. Throws host::error.
std::vector<std::int64_t> integers(const node& n, const value& from, const char* what);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_SELECTION_HPP
