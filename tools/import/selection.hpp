#ifndef CONSTPROP_TOOLS_IMPORT_SELECTION_HPP
#define CONSTPROP_TOOLS_IMPORT_SELECTION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "import/node.hpp"

namespace constprop::tools {

/// The elements of an array that an operator selects or reorders: the shape of its output, and the position of each element
/// in its input.
struct selection {
    std::vector<std::int64_t> shape;
    std::vector<std::size_t> places;
};

/// The selection that Transpose, Slice, Gather or Split makes from an array of a shape; a Split makes several. Nothing for
/// other operators. Throws host::error, about the node, if it contradicts itself.
std::optional<std::vector<selection>> selected_by(const node& n, const std::vector<std::int64_t>& shape);

/// What Slice keeps along one axis: start, start + step … up to end.
struct slice {
    std::size_t axis;
    std::int64_t start, end, step;
};

/// The slices of a Slice node on an array of `rank` dimensions. Throws host::error, about the node, if it contradicts itself.
std::vector<slice> slices_of(const node& n, std::size_t rank);

/// The dimensions that Transpose puts first, second … Throws host::error if they are not one each.
std::vector<std::size_t> dimensions_of(const node& n, std::size_t rank);

/// The axis that a number denotes; negative numbers count from the end. Throws host::error.
std::size_t axis_of(const node& n, std::int64_t axis, std::size_t rank);

/// Integers from a constant; extent::by_samples for those that depend on the number of samples. Throws host::error.
std::vector<std::int64_t> integers(const node& n, const value& from, const char* what);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_SELECTION_HPP
