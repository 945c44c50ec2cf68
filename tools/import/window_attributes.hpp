#ifndef CONSTPROP_TOOLS_IMPORT_WINDOW_ATTRIBUTES_HPP
#define CONSTPROP_TOOLS_IMPORT_WINDOW_ATTRIBUTES_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include "import/node.hpp"
#include "import/steps.hpp"

namespace constprop::tools {

/// The largest number of values between two layers.
inline constexpr std::size_t most_values_between = std::size_t{1} << 20;

/// The windows of Conv, MaxPool and AveragePool: kernel_shape, strides, dilations, pads, auto_pad. `sizes` are those of the
/// weights, or empty. All throw host::error, about the node, for numbers that make no sense.
windows windows_of(const node& n, const layer_extent& on, const std::vector<std::int64_t>& sizes = {});

/// The windows of ConvTranspose on what it gives, which also have output_padding and output_shape. Where these ask for more
/// than the windows reach, the windows are `added` taps larger; weights of 0 go there.
struct transposed_windows {
    windows over;
    std::size_t added_rows = 0, added_columns = 0;
};
transposed_windows transposed_windows_of(const node& n, const layer_extent& places,
                                         const std::vector<std::int64_t>& sizes);

/// An extent, if a network can have that many values. Throws host::error, about the node, otherwise.
layer_extent checked(const node& n, const layer_extent& of);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_WINDOW_ATTRIBUTES_HPP
