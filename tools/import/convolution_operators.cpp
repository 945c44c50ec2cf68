// Conv and ConvTranspose.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/window_attributes.hpp"

namespace constprop::tools {
namespace {

/// Weights with their dimensions; the last ones are the window's.
struct kernel {
    const std::vector<double>* numbers;
    std::size_t first, second;         ///< channels
    std::vector<std::int64_t> window;  ///< one size for each axis
};

kernel kernel_of(const node& n, const layer_extent& in) {
    const value& weights = n.constant_input(1, "the kernel");
    const std::size_t rank_of_kernel = in.kind == rank::signal ? 3 : 4;
    if (weights.shape.size() != rank_of_kernel || weights.numbers->empty())
        n.fail("its kernel has " + std::to_string(weights.shape.size()) + " dimensions and " +
                   std::to_string(weights.numbers->size()) + " numbers",
               std::to_string(rank_of_kernel) + " dimensions, as its input has", again);
    return {weights.numbers.get(),
            static_cast<std::size_t>(weights.shape[0]),
            static_cast<std::size_t>(weights.shape[1]),
            {weights.shape.begin() + 2, weights.shape.end()}};
}

std::size_t groups_of(const node& n, std::size_t channels) {
    const std::int64_t groups = n.int_attribute("group", 1);
    if (groups < 1 || static_cast<std::uint64_t>(groups) > channels || channels % static_cast<std::size_t>(groups) != 0)
        n.fail("it has " + std::to_string(groups) + " groups for " + std::to_string(channels) + " channels",
               "a number that divides them", again);
    return static_cast<std::size_t>(groups);
}

std::vector<double> biases_of(const node& n, std::size_t outputs) {
    if (!n.has_input(2)) return {};
    const value& biases = n.constant_input(2, "the bias");
    if (biases.numbers->size() != outputs)
        n.fail("its bias has " + std::to_string(biases.numbers->size()) + " numbers",
               std::to_string(outputs) + ", one for each output", again);
    return *biases.numbers;
}

void add(const node& n, convolution_step layer, flow& f) {
    checked(n, layer.gives);
    constexpr std::size_t most_products = std::size_t{1} << 31;
    const layer_extent& places = layer.goes == way::to_places ? layer.gives : layer.takes;
    if (places.positions() > most_products / layer.weights.size())
        n.fail("it multiplies more than " + std::to_string(most_products) + " times", "at most so often",
               "Import a smaller model.");
    f.shape.sizes[1] = static_cast<std::int64_t>(layer.gives.channels);
    if (f.shape.rank() == 4) f.shape.sizes[2] = static_cast<std::int64_t>(layer.gives.height);
    f.shape.sizes.back() = static_cast<std::int64_t>(layer.gives.width);
    f.order = value_order::channels_first(layer.gives);
    f.layers.add(std::move(layer));
}

}  // namespace

void read_convolution(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const layer_extent in = f.as_image(n);
    const kernel weights = kernel_of(n, in);
    convolution_step layer{.takes = in, .groups = groups_of(n, in.channels)};
    if (weights.second != in.channels / layer.groups || weights.first % layer.groups != 0)
        n.fail("its kernel is for " + std::to_string(weights.second) + " inputs in each of " +
                   std::to_string(layer.groups) + " groups, and gives " + std::to_string(weights.first) + " outputs",
               std::to_string(in.channels / layer.groups) + " inputs, and as many outputs in each group", again);
    layer.over = windows_of(n, in, weights.window);
    layer.gives = layer.over.places(in, weights.first);
    layer.weights = *weights.numbers;
    layer.biases = biases_of(n, weights.first);
    add(n, std::move(layer), f);
}

void read_transposed_convolution(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const layer_extent in = f.as_image(n);
    const kernel weights = kernel_of(n, in);
    convolution_step layer{.takes = in, .groups = groups_of(n, in.channels), .goes = way::to_image};
    if (weights.first != in.channels)
        n.fail("its kernel is for " + std::to_string(weights.first) + " inputs", std::to_string(in.channels), again);
    const auto [over, added_rows, added_columns] = transposed_windows_of(n, in, weights.window);
    layer.over = over;
    const std::size_t outputs = weights.second * layer.groups;
    layer.gives = checked(n, over.extent_for(in, outputs));
    const std::size_t rows = over.rows.size - added_rows, columns = over.columns.size - added_columns,
                      taps = over.rows.size * over.columns.size, blocks = weights.first * weights.second;
    if (taps > most_values_between / blocks)
        n.fail("its output is far larger than its windows reach", "an output_padding below its stride", again);
    layer.weights.resize(blocks * taps);
    for (std::size_t b = 0; b < blocks; ++b)
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j)
                layer.weights[b * taps + i * over.columns.size + j] = (*weights.numbers)[(b * rows + i) * columns + j];
    layer.biases = biases_of(n, outputs);
    add(n, std::move(layer), f);
}

}  // namespace constprop::tools
