// InstanceNormalization, GroupNormalization and LayerNormalization.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"

namespace constprop::tools {
namespace {

const char* const again = "Export the model again.";

/// Adds a normalization of `groups` groups of channels; gains and biases are one for each group or one for each channel. There
/// may be no biases.
void add(const node& n, std::size_t groups, bool at_each_position, flow& f) {
    const layer_extent in = f.layers.lies();
    const auto each = [&](int input, const char* what) {
        if (input == 2 && !n.has_input(input)) return std::vector<double>(in.channels);
        const auto& numbers = *n.constant_input(input, what).numbers;
        if (numbers.size() != groups && numbers.size() != in.channels)
            n.fail(std::string{what} + " has " + std::to_string(numbers.size()) + " numbers",
                   std::to_string(groups) + " or " + std::to_string(in.channels), again);
        std::vector<double> result;
        for (std::size_t c = 0; c < in.channels; ++c) result.push_back(numbers[c / (in.channels / numbers.size())]);
        return result;
    };
    normalization_step layer{in, groups, each(1, "the scale"), each(2, "the bias"), at_each_position};
    // (s x − s μ) / √(s² σ² + 1e-5) is (x − μ) / √(σ² + ε) for s² ε = 1e-5.
    const double epsilon = static_cast<double>(n.float_attribute("epsilon", 1e-5F)), scale = std::sqrt(1e-5 / epsilon);
    if (!(epsilon > 0) || !std::isfinite(scale))
        n.fail("its epsilon is " + std::to_string(epsilon), "a number above 0, such as 1e-5", again);
    if (std::fabs(scale - 1) > 1e-6) f.layers.add(scale_step{{scale}, {0.0}});
    f.layers.add(std::move(layer));
}

}  // namespace

void read_instance_normalization(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    // PyTorch writes a group normalization as one of instances, of shape (groups, values).
    const auto groups = f.shape.rank() > 1 && f.shape.batch == 1 ? static_cast<std::size_t>(f.shape.sizes[1]) : 0;
    if (!f.lies_as_image() || groups == 0 || f.layers.lies().channels % groups != 0) f.as_image(n);
    add(n, groups, false, f);
}

void read_group_normalization(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const layer_extent in = f.as_image(n);
    const std::int64_t groups = n.int_attribute("num_groups", 0);
    if (groups < 1 || static_cast<std::uint64_t>(groups) > in.channels ||
        in.channels % static_cast<std::size_t>(groups) != 0)
        n.fail("it has " + std::to_string(groups) + " groups for " + std::to_string(in.channels) + " channels",
               "a number that divides them", again);
    add(n, static_cast<std::size_t>(groups), false, f);
}

void read_layer_normalization(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    if (n.result != 0) n.fail("its means or deviations are used", "what it normalizes, its first output", again);
    const auto last = static_cast<std::int64_t>(f.shape.rank()) - 1;
    const std::int64_t axis = n.int_attribute("axis", -1);
    const layer_extent in = f.layers.lies();
    if (f.columns || (axis != -1 && axis != last) || !f.order.is_as_in_model() ||
        f.shape.sizes.back() != static_cast<std::int64_t>(in.channels))
        n.fail("it goes from axis " + std::to_string(axis) + " of " + f.shape.text(),
               "the values of a sample or of a step, or the channels of an image, one dimension that comes last",
               "Put a Flatten before it (nn.Flatten), or Transpose an image to channels last.");
    add(n, 1, true, f);
}

}  // namespace constprop::tools
