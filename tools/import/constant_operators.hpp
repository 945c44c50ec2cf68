#ifndef CONSTPROP_TOOLS_IMPORT_CONSTANT_OPERATORS_HPP
#define CONSTPROP_TOOLS_IMPORT_CONSTANT_OPERATORS_HPP

#include <cstdint>
#include <functional>
#include <vector>

#include "import/external_data.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// The largest number of elements of a constant; a file of a few bytes could ask for any number.
inline constexpr std::size_t most_numbers = std::size_t{1} << 22;

/// The output of a node with constant inputs: Constant, arithmetic, shapes, selections. Throws host::error, about the node,
/// for other operators.
value fold(const node& n, const external_data& data);

/// The dimensions of two values that are broadcast to each other, as in numpy. Throws host::error if they do not fit.
std::vector<std::int64_t> broadcast_shape(const node& n, const std::vector<std::int64_t>& a,
                                          const std::vector<std::int64_t>& b);

/// For each number of a value that is broadcast to a shape, its position in the value.
std::vector<std::size_t> broadcast_places(const std::vector<std::int64_t>& from, const std::vector<std::int64_t>& to);

/// The number of elements of a shape. Throws host::error if they are too many.
std::size_t count_of(const node& n, const std::vector<std::int64_t>& shape, std::size_t most = most_numbers);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CONSTANT_OPERATORS_HPP
