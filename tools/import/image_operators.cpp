// Operators that change the size of an image or a signal: Pad, Resize, Upsample.
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/window_attributes.hpp"

namespace constprop::tools {

using host::detail::in_quotes;

namespace {

/// Sets the sizes of positions from an extent.
void note_positions(const layer_extent& gives, flow& f) {
    if (f.shape.rank() == 4) f.shape.sizes[2] = static_cast<std::int64_t>(gives.height);
    f.shape.sizes.back() = static_cast<std::int64_t>(gives.width);
    f.order = value_order::channels_first(gives);
}

/// The amounts that Pad adds before each dimension, then after each. Attributes up to opset 10, inputs in later ones; from
/// opset 18 on, for some dimensions.
std::vector<std::int64_t> amounts_of(const node& n, std::size_t dimensions) {
    const char* const name = n.attribute("paddings") != nullptr ? "paddings" : "pads";
    const auto given = n.has_input(1) ? integers(n, n.constant_input(1, "the list of pads"), "the list of pads")
                                      : n.ints_attribute(name);
    if (!n.has_input(3)) return given;
    const auto axes = integers(n, n.constant_input(3, "the list of axes"), "the list of axes");
    if (given.size() != 2 * axes.size()) return {};
    std::vector<std::int64_t> all(2 * dimensions, 0);
    for (std::size_t k = 0; k < axes.size(); ++k) {
        const std::size_t axis = axis_of(n, axes[k], dimensions);
        all[axis] = given[k], all[dimensions + axis] = given[axes.size() + k];
    }
    return all;
}

/// The factor by which an axis of `size` values grows to `wanted`, or `scale` times, if each value is repeated equally often.
std::size_t factor_of(const node& n, std::int64_t size, double scale) {
    constexpr double most = 4096;
    const double factor = std::round(scale);
    if (!(factor >= 1 && factor <= most) || std::fabs(scale - factor) > 1e-6)
        n.fail("it changes the size of a dimension by " + std::to_string(scale),
               "whole numbers from 1 to " + std::to_string(static_cast<int>(most)), "Resize by a whole factor.");
    const std::string maps = n.string_attribute("coordinate_transformation_mode", "half_pixel"),
                      rounds = n.string_attribute("nearest_mode", "round_prefer_floor");
    const bool is_old = n.op() == "Upsample" || n.opset() < 11;  // then it rounds x / factor down
    // Whether values are the nearest that the attributes ask for does not depend on the axis' length beyond a few values.
    const std::int64_t until = std::min<std::int64_t>(size, 8) * static_cast<std::int64_t>(factor);
    for (std::int64_t k = 0; k < until && !is_old; ++k) {
        const auto x = static_cast<double>(k), length = static_cast<double>(size);
        double at = x / factor;
        if (maps == "half_pixel" || (maps == "pytorch_half_pixel" && length * factor > 1))
            at = (x + 0.5) / factor - 0.5;
        else if (maps == "tf_half_pixel_for_nn") at = (x + 0.5) / factor;
        else if (maps != "asymmetric" && factor != 1)
            n.fail("it maps coordinates as " + in_quotes(maps), "asymmetric or half_pixel",
                   "Use nn.Upsample(mode='nearest').");
        const double nearest = rounds == "floor"               ? std::floor(at)
                               : rounds == "ceil"              ? std::ceil(at)
                               : rounds == "round_prefer_ceil" ? std::floor(at + 0.5)
                                                               : std::ceil(at - 0.5);
        const double taken = std::fmin(std::fmax(nearest, 0), length - 1);
        if (taken != std::floor(x / factor))
            n.fail("it does not repeat values equally often (" + in_quotes(maps) + ", " + in_quotes(rounds) + ")",
                   "each value as often", "Use nn.Upsample(mode='nearest').");
    }
    return static_cast<std::size_t>(factor);
}

/// The scale of each dimension: from a list of scales, or of sizes; 1 for dimensions of the batch that are unknown.
std::vector<double> scales_of(const node& n, const flow& f) {
    const std::size_t dimensions = f.shape.rank();
    const bool is_first = n.op() == "Upsample" || n.opset() < 11;
    const int scales = is_first ? 1 : 2, sizes = 3;
    std::vector<double> result = n.floats_attribute("scales");
    if (n.has_input(scales) && !n.constant_input(scales, "the scales").numbers->empty())
        result = *n.constant_input(scales, "the scales").numbers;
    if (n.op() == "Upsample" && n.attribute("height_scale") != nullptr)
        result = {1, 1, static_cast<double>(n.float_attribute("height_scale", 1)),
                  static_cast<double>(n.float_attribute("width_scale", 1))};
    const std::vector<std::int64_t> axes = n.ints_attribute("axes");
    std::vector<std::size_t> which;
    for (const std::int64_t axis : axes) which.push_back(axis_of(n, axis, dimensions));
    for (std::size_t d = 0; axes.empty() && d < dimensions; ++d) which.push_back(d);
    if (result.empty() && n.has_input(sizes)) {
        const auto wanted = integers(n, n.constant_input(sizes, "the sizes"), "the sizes");
        for (std::size_t k = 0; k < wanted.size() && k < which.size(); ++k)
            result.push_back(which[k] < f.shape.batch
                                 ? 1.0
                                 : static_cast<double>(wanted[k]) / static_cast<double>(f.shape.sizes[which[k]]));
    }
    if (result.size() != which.size())
        n.fail("it has " + std::to_string(result.size()) + " scales or sizes",
               std::to_string(which.size()) + ", one for each dimension", again);
    std::vector<double> all(dimensions, 1.0);
    for (std::size_t k = 0; k < which.size(); ++k) all[which[k]] = result[k];
    return all;
}

}  // namespace

void read_pad(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const std::string mode = n.string_attribute("mode", "constant");
    const double filled =
        n.has_input(2) ? n.number_input(2, "the value") : static_cast<double>(n.float_attribute("value", 0));
    const auto amounts = amounts_of(n, f.shape.rank());
    if (amounts.size() != 2 * f.shape.rank())
        n.fail("it has " + std::to_string(amounts.size()) + " amounts", std::to_string(2 * f.shape.rank()), again);
    bool nothing = true;
    for (const std::int64_t amount : amounts) nothing = nothing && amount == 0;
    if (nothing) return;
    if (mode != "constant" || filled != 0)
        n.fail("it pads by other values than 0", "zeros", "Use zeros (nn.ZeroPad2d).");
    const layer_extent in = f.as_image(n);
    pad_step layer{in, in, {}};
    for (std::size_t k = 0; k < amounts.size(); ++k) {
        const std::size_t dimension = k % f.shape.rank(), end = k / f.shape.rank();
        if (amounts[k] < 0 || amounts[k] > 4096 || (dimension < 2 && amounts[k] != 0))
            n.fail("it pads dimension " + std::to_string(dimension) + " by " + std::to_string(amounts[k]),
                   "0 to 4096, and nothing for the batch and channels", "Use nn.ZeroPad2d.");
        if (dimension < 2) continue;
        const bool is_last = dimension + 1 == f.shape.rank();
        layer.sides[(is_last ? 2 : 0) + end] = static_cast<std::size_t>(amounts[k]);
    }
    layer.gives.height += layer.sides[0] + layer.sides[1];
    layer.gives.width += layer.sides[2] + layer.sides[3];
    note_positions(checked(n, layer.gives), f);
    f.layers.add(std::move(layer));
}

void read_resize(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", again);
    const std::string mode = n.string_attribute("mode", "nearest"),
                      keeps = n.string_attribute("keep_aspect_ratio_policy", "stretch");
    const auto scales = scales_of(n, f);
    bool nothing = true;
    for (const double scale : scales) nothing = nothing && scale == 1;
    if (nothing) return;
    if (mode != "nearest" || keeps != "stretch")
        n.fail("it interpolates between values (" + in_quotes(mode) + ", " + in_quotes(keeps) + ")",
               "nearest neighbors", "Use nn.Upsample(mode='nearest').");
    const layer_extent in = f.as_image(n);
    if (scales[0] != 1 || scales[1] != 1) n.fail("it resizes the batch or channels", "rows and columns alone", again);
    const std::size_t rows = f.shape.rank() == 4 ? factor_of(n, f.shape.sizes[2], scales[2]) : 1,
                      columns = factor_of(n, f.shape.sizes.back(), scales.back());
    const layer_extent gives = checked(n, {in.kind, in.height * rows, in.width * columns, in.channels});
    const bool one = in.kind == rank::signal || rows == columns;
    f.layers.add(
        layer_step{"constprop::upsample<" + (one ? "" : std::to_string(rows) + ", ") + std::to_string(columns) + ">",
                   in, gives, [=](const std::vector<double>& x) {
                       std::vector<double> y(gives.size());
                       for (std::size_t k = 0; k < y.size(); ++k) {
                           const std::size_t pixel = k / in.channels, r = pixel / gives.width / rows,
                                             c = pixel % gives.width / columns;
                           y[k] = x[(r * in.width + c) * in.channels + k % in.channels];
                       }
                       return y;
                   }});
    note_positions(gives, f);
}

}  // namespace constprop::tools
