#include "import/selection.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "import/constant_operators.hpp"
#include "import/extent.hpp"

namespace constprop::tools {
namespace {

using sizes_type = std::vector<std::int64_t>;

sizes_type strides_of(const sizes_type& shape) {
    sizes_type strides(shape.size(), 1);
    for (std::size_t d = shape.size(); d-- > 1;) strides[d - 1] = strides[d] * std::max<std::int64_t>(shape[d], 0);
    return strides;
}

/// Calls `each` for every element of a shape, with its coordinates.
template <class Each> void for_each_place(const sizes_type& shape, Each each) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    sizes_type at(shape.size(), 0);
    for (std::int64_t k = 0; k < count; ++k) {
        each(at);
        for (std::size_t d = shape.size(); d-- > 0;) {
            if (++at[d] < shape[d]) break;
            at[d] = 0;
        }
    }
}

/// The elements whose coordinates along one axis are `kept`, in that order.
selection along(const node& n, const sizes_type& shape, std::size_t axis, const sizes_type& kept) {
    selection result{shape, {}};
    result.shape[axis] = static_cast<std::int64_t>(kept.size());
    result.places.reserve(count_of(n, result.shape));
    const sizes_type strides = strides_of(shape);
    for_each_place(result.shape, [&](const sizes_type& at) {
        std::int64_t place = 0;
        for (std::size_t d = 0; d < at.size(); ++d)
            place += strides[d] * (d == axis ? kept[static_cast<std::size_t>(at[d])] : at[d]);
        result.places.push_back(static_cast<std::size_t>(place));
    });
    return result;
}

selection transposed(const node& n, const sizes_type& shape) {
    const std::vector<std::size_t> order = dimensions_of(n, shape.size());
    selection result;
    for (const std::size_t d : order) result.shape.push_back(shape[d]);
    result.places.reserve(count_of(n, result.shape));
    const sizes_type strides = strides_of(shape);
    for_each_place(result.shape, [&](const sizes_type& at) {
        std::int64_t place = 0;
        for (std::size_t d = 0; d < at.size(); ++d) place += strides[order[d]] * at[d];
        result.places.push_back(static_cast<std::size_t>(place));
    });
    return result;
}

selection sliced(const node& n, const sizes_type& shape) {
    selection result{shape, {}};
    for (std::size_t k = 0; k < count_of(n, shape); ++k) result.places.push_back(k);
    for (const auto& [axis, start, end, step] : slices_of(n, shape.size())) {
        const std::int64_t size = result.shape[axis];
        const auto within = [size](std::int64_t place, std::int64_t low, std::int64_t high) {
            return std::clamp(place < 0 ? place + size : place, low, high);
        };
        sizes_type kept;
        if (step > 0)
            for (std::int64_t at = within(start, 0, size); at < within(end, 0, size); at += step) kept.push_back(at);
        else
            for (std::int64_t at = within(start, 0, size - 1); at > (end < -size ? -1 : within(end, -1, size - 1));
                 at += step)
                kept.push_back(at);
        const selection next = along(n, result.shape, axis, kept);
        std::vector<std::size_t> places;
        for (const std::size_t place : next.places) places.push_back(result.places[place]);
        result = {next.shape, std::move(places)};
    }
    return result;
}

selection gathered(const node& n, const sizes_type& shape) {
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 0), shape.size());
    const value& indices = n.constant_input(1, "the list of indices");
    sizes_type kept;
    for (std::int64_t index : integers(n, indices, "the list of indices")) {
        if (index < 0) index += shape[axis];
        if (index < 0 || index >= shape[axis])
            n.fail("an index is beyond " + std::to_string(shape[axis]), "indices within its axis", again);
        kept.push_back(index);
    }
    selection result = along(n, shape, axis, kept);
    // The dimensions of the indices take the axis's place.
    result.shape.erase(result.shape.begin() + static_cast<std::ptrdiff_t>(axis));
    result.shape.insert(result.shape.begin() + static_cast<std::ptrdiff_t>(axis), indices.shape.begin(),
                        indices.shape.end());
    return result;
}

std::vector<selection> split(const node& n, const sizes_type& shape) {
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 0), shape.size());
    sizes_type parts = n.has_input(1) ? integers(n, n.constant_input(1, "the list of sizes"), "the list of sizes")
                                      : n.ints_attribute("split");
    const auto count = static_cast<std::int64_t>(n.proto().output_size());
    if (parts.empty()) {
        const std::int64_t part = (shape[axis] + count - 1) / count;
        for (std::int64_t k = 0; k < count; ++k)
            parts.push_back(std::clamp<std::int64_t>(shape[axis] - k * part, 0, part));
    }
    std::vector<selection> result;
    std::int64_t next = 0;
    for (const std::int64_t part : parts) {
        if (part < 0 || part > shape[axis] - next)
            n.fail("its parts are more than the axis has", "sizes that fit", again);
        sizes_type kept;
        for (std::int64_t k = 0; k < part; ++k) kept.push_back(next++);
        result.push_back(along(n, shape, axis, kept));
    }
    if (result.size() != static_cast<std::size_t>(count) || next != shape[axis])
        n.fail("its parts do not make up the axis", "a size for each output", again);
    return result;
}

}  // namespace

// Starts, ends, axes and steps are attributes up to opset 9, and inputs in later ones.
std::vector<slice> slices_of(const node& n, std::size_t rank) {
    const auto list = [&](const char* name, int input) {
        return n.has_input(input) ? integers(n, n.constant_input(input, name), name) : n.ints_attribute(name);
    };
    const sizes_type starts = list("starts", 1), ends = list("ends", 2);
    sizes_type axes = list("axes", 3);
    const sizes_type steps = n.has_input(4) ? list("steps", 4) : sizes_type(starts.size(), 1);
    if (axes.empty())
        for (std::size_t k = 0; k < starts.size(); ++k) axes.push_back(static_cast<std::int64_t>(k));
    if (starts.size() != ends.size() || axes.size() != starts.size() || steps.size() != starts.size())
        n.fail("its starts, ends, axes and steps are not equally many", "one of each for an axis", again);
    std::vector<slice> result;
    for (std::size_t k = 0; k < starts.size(); ++k) {
        if (steps[k] == 0) n.fail("a step is 0", "steps other than 0", again);
        result.push_back({axis_of(n, axes[k], rank), starts[k], ends[k], steps[k]});
    }
    return result;
}

std::vector<std::size_t> dimensions_of(const node& n, std::size_t rank) {
    sizes_type order = n.ints_attribute("perm");
    if (order.empty())
        for (std::size_t d = rank; d-- > 0;) order.push_back(static_cast<std::int64_t>(d));
    sizes_type sorted = order;
    std::sort(sorted.begin(), sorted.end());
    bool good = order.size() == rank;
    for (std::size_t d = 0; d < sorted.size(); ++d) good = good && sorted[d] == static_cast<std::int64_t>(d);
    if (!good)
        n.fail("its attribute 'perm' is no order of " + std::to_string(rank) + " dimensions", "each dimension once",
               again);
    return {order.begin(), order.end()};
}

std::size_t axis_of(const node& n, std::int64_t axis, std::size_t rank) {
    const auto size = static_cast<std::int64_t>(rank);
    if (axis < -size || axis >= size)
        n.fail("its axis is " + std::to_string(axis), "one of " + std::to_string(rank) + " dimensions", again);
    return static_cast<std::size_t>(axis < 0 ? axis + size : axis);
}

sizes_type integers(const node& n, const value& from, const char* what) {
    constexpr std::size_t most = 65'536;
    sizes_type result;
    if (from.numbers->size() > most)
        n.fail(std::string{what} + " has " + std::to_string(from.numbers->size()) + " numbers",
               "at most " + std::to_string(most), again);
    for (const double number : *from.numbers) {
        if (std::isnan(number) && from.integer) {
            result.push_back(extent::by_samples);
            continue;
        }
        // The largest integer stands for an open end.
        const double limited = std::clamp(number, -1e15, 1e15);
        if (std::isnan(number) || limited != std::floor(limited) || (limited != number && !from.integer))
            n.fail(std::string{what} + " holds what is no size", "whole numbers", again);
        result.push_back(static_cast<std::int64_t>(limited));
    }
    return result;
}

std::optional<std::vector<selection>> selected_by(const node& n, const sizes_type& shape) {
    if (!n.is_onnx()) return {};
    if (n.op() == "Transpose") return std::vector{transposed(n, shape)};
    if (n.op() == "Slice") return std::vector{sliced(n, shape)};
    if (n.op() == "Gather") return std::vector{gathered(n, shape)};
    if (n.op() == "Split") return split(n, shape);
    return {};
}

}  // namespace constprop::tools
