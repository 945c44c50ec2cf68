// InstanceNormalization, GroupNormalization and LayerNormalization.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"

namespace constprop::tools {
namespace {

/// Adds a normalization of `groups` groups of channels, without gains and biases.
void add(const node& n, std::size_t groups, bool at_each_position, double epsilon, flow& f) {
    const layer_extent in = f.layers.lies();
    // (s x − s μ) / √(s² σ² + 1e-5) is (x − μ) / √(σ² + ε) for s² ε = 1e-5.
    const double scale = std::sqrt(1e-5 / epsilon);
    if (!(epsilon > 0) || !std::isfinite(scale))
        n.fail("its epsilon is " + std::to_string(epsilon), "a number above 0, such as 1e-5", again);
    if (std::fabs(scale - 1) > 1e-6) f.layers.add(scale_step{{scale}, {0.0}});
    f.layers.add(normalization_step{in, groups, std::vector<double>(in.channels, 1.0), std::vector<double>(in.channels),
                                    at_each_position});
}

/// The same, with gains and biases that are one for each group or one for each channel. There may be no biases.
void add(const node& n, std::size_t groups, flow& f) {
    const std::size_t channels = f.layers.lies().channels;
    const auto each = [&](int input, const char* what) {
        const auto& numbers = *n.constant_input(input, what).numbers;
        if (numbers.size() != groups && numbers.size() != channels)
            n.fail(std::string{what} + " has " + std::to_string(numbers.size()) + " numbers",
                   std::to_string(groups) + " or " + std::to_string(channels), again);
        std::vector<double> result;
        for (std::size_t c = 0; c < channels; ++c) result.push_back(numbers[c / (channels / numbers.size())]);
        return result;
    };
    add(n, groups, false, static_cast<double>(n.float_attribute("epsilon", 1e-5F)), f);
    f.layers.add(scale_step{each(1, "the scale"), each(2, "the bias")});
}

}  // namespace

void read_instance_normalization(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    // PyTorch writes a group normalization as one of instances, of shape (groups, values).
    const auto groups = f.shape.rank() > 1 && f.shape.batch == 1 ? static_cast<std::size_t>(f.shape.sizes[1]) : 0;
    if (!f.lies_as_image() || groups == 0 || f.layers.lies().channels % groups != 0) f.as_image(n);
    add(n, groups, f);
}

void read_group_normalization(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const layer_extent in = f.as_image(n);
    const std::int64_t groups = n.int_attribute("num_groups", 0);
    if (groups < 1 || static_cast<std::uint64_t>(groups) > in.channels ||
        in.channels % static_cast<std::size_t>(groups) != 0)
        n.fail("it has " + std::to_string(groups) + " groups for " + std::to_string(in.channels) + " channels",
               "a number that divides them", again);
    add(n, static_cast<std::size_t>(groups), f);
}

void add_layer_normalization(const node& n, std::size_t dimensions, double epsilon, flow& f) {
    const std::size_t of_sample = f.shape.rank() - f.shape.batch;
    const layer_extent in = f.layers.lies();
    const bool is_last =
        dimensions == 1 && f.order.is_as_in_model() && f.shape.sizes.back() == static_cast<std::int64_t>(in.channels);
    const bool is_all = dimensions > 1 && dimensions == of_sample;
    if (f.columns || (!is_last && !is_all))
        n.fail("it goes over the last " + std::to_string(dimensions) + " dimensions of " + f.shape.text(),
               "the values of a sample or of a step, or the channels of an image, one dimension that comes last",
               "Put a Flatten before it (nn.Flatten), or Transpose an image to channels last.");
    add(n, 1, is_last, epsilon, f);
}

void read_layer_normalization(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    if (n.result != 0) n.fail("its means or deviations are used", "what it normalizes, its first output", again);
    const std::size_t first = axis_of(n, n.int_attribute("axis", -1), f.shape.rank());
    add_layer_normalization(n, f.shape.rank() - first, static_cast<double>(n.float_attribute("epsilon", 1e-5F)), f);
    const auto each = [&](int input, const char* what) {
        return f.order.lying(broadcast(n, n.constant_input(input, what), f));
    };
    f.layers.add(scale_step{each(1, "the scale"), n.has_input(2) ? each(2, "the bias") : per_value{0.0}});
}

}  // namespace constprop::tools
