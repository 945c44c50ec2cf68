// Operators that keep all numbers and their order, on the value that flows and on constants.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "import/constant.hpp"
#include "import/operators.hpp"

namespace constprop::tools {
namespace {

using sizes_type = std::vector<std::int64_t>;

constexpr std::size_t most_dimensions = 16;

/// Whole numbers from a constant.
sizes_type integers(const node& n, const value& from, const char* what) {
    sizes_type result;
    if (from.numbers->size() > most_dimensions)
        n.fail(std::string{what} + " has " + std::to_string(from.numbers->size()) + " numbers",
               "at most " + std::to_string(most_dimensions), "Export the model again.");
    for (const double number : *from.numbers) {
        if (!(std::fabs(number) < 1e15) || number != std::floor(number))
            n.fail(std::string{what} + " holds what is no size", "whole numbers", "Export the model again.");
        result.push_back(static_cast<std::int64_t>(number));
    }
    return result;
}

/// Axes from an attribute, as until opset 12, or from input 1.
sizes_type axes_of(const node& n) {
    if (n.has_input(1)) return integers(n, n.constant_input(1, "the list of axes"), "the list of axes");
    return n.ints_attribute("axes");
}

std::size_t axis_of(const node& n, std::int64_t axis, std::size_t rank) {
    const auto size = static_cast<std::int64_t>(rank);
    if (axis < -size || axis >= size)
        n.fail("its axis is " + std::to_string(axis), "one of " + std::to_string(rank) + " dimensions",
               "Export the model again.");
    return static_cast<std::size_t>(axis < 0 ? axis + size : axis);
}

std::int64_t product(sizes_type::const_iterator begin, sizes_type::const_iterator end) {
    std::int64_t result = 1;
    for (; begin != end; ++begin)
        if (*begin < 0 || (*begin != 0 && result > (std::int64_t{1} << 40) / *begin)) return extent::unknown;
        else result *= *begin;
    return result;
}

/// The dimensions that a node asks for, from those that are there; some may be unknown.
sizes_type wanted_by(const node& n, const sizes_type& from) {
    if (n.op() == "Flatten") {
        const std::int64_t given = n.int_attribute("axis", 1);
        const auto rank = static_cast<std::int64_t>(from.size());
        if (given < -rank || given > rank)
            n.fail("its axis is " + std::to_string(given), "one of " + std::to_string(rank) + " dimensions",
                   "Export the model again.");
        const auto middle = from.begin() + static_cast<std::ptrdiff_t>(given < 0 ? given + rank : given);
        return {product(from.begin(), middle), product(middle, from.end())};
    }
    if (n.op() == "Reshape") {
        sizes_type sizes = n.has_input(1) ? integers(n, n.constant_input(1, "the shape"), "the shape")
                                          : n.ints_attribute("shape");  // until opset 4
        const bool zeros = n.int_attribute("allowzero", 0) != 0;
        std::size_t open = 0;
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            if (sizes[k] == 0 && !zeros && k < from.size()) sizes[k] = from[k];
            else if (sizes[k] == extent::unknown) ++open;
            if (sizes[k] < extent::unknown || sizes[k] == 0 || open > 1)
                n.fail("its shape holds " + std::to_string(sizes[k]), "sizes, of which at most one is -1",
                       "Use Flatten (nn.Flatten).");
        }
        return sizes;
    }
    const sizes_type axes = axes_of(n);
    sizes_type sizes;
    if (n.op() == "Squeeze") {
        std::vector<bool> gone(from.size(), false);
        for (const std::int64_t axis : axes) gone[axis_of(n, axis, from.size())] = true;
        for (std::size_t k = 0; k < from.size(); ++k) {
            if (gone[k] && from[k] != 1)
                n.fail("dimension " + std::to_string(k) + " is not of size 1", "one that can be left out",
                       "Use Flatten (nn.Flatten).");
            if (!gone[k] && !(axes.empty() && from[k] == 1)) sizes.push_back(from[k]);
        }
        return sizes;
    }
    if (from.size() + axes.size() > most_dimensions)
        n.fail("it makes " + std::to_string(from.size() + axes.size()) + " dimensions",
               "at most " + std::to_string(most_dimensions), "Use Flatten (nn.Flatten).");
    std::vector<bool> added(from.size() + axes.size(), false);
    for (const std::int64_t axis : axes) added[axis_of(n, axis, added.size())] = true;
    auto next = from.begin();
    for (const bool is_new : added) {
        if (!is_new && next == from.end())
            n.fail("it names an axis twice", "each axis once", "Export the model again.");
        sizes.push_back(is_new ? 1 : *next++);
    }
    if (next != from.end()) n.fail("it names an axis twice", "each axis once", "Export the model again.");
    return sizes;
}

value transposed(const node& n, const value& from) {
    if (from.shape.size() != 2) n.fail("it transposes a constant that is no matrix", "a matrix", "Export it again.");
    const sizes_type order = n.ints_attribute("perm");
    if (order == sizes_type{0, 1}) return from;
    if (!order.empty() && order != sizes_type{1, 0})
        n.fail("its attribute 'perm' is no order of two", "0, 1 or 1, 0", "Export the model again.");
    const auto rows = static_cast<std::size_t>(from.shape[0]), columns = static_cast<std::size_t>(from.shape[1]);
    std::vector<double> numbers(from.numbers->size());
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) numbers[c * rows + r] = (*from.numbers)[r * columns + c];
    return {{from.shape[1], from.shape[0]}, std::make_shared<const std::vector<double>>(std::move(numbers))};
}

}  // namespace

void read_reshape(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
    auto shape = f.shape.reshaped(wanted_by(n, f.shape.sizes));
    if (!shape)
        n.fail("it takes samples of shape " + f.shape.text() + " apart", "the batch to stay as it is",
               "Reshape within a sample, or use Flatten (nn.Flatten).");
    f.shape = *std::move(shape);
}

value read_constant_operator(const node& n) {
    if (n.op() == "Identity" || n.op() == "Cast") {
        const value& from = n.constant_input(0, "its input");
        const std::int64_t to = n.int_attribute("to", onnx::TensorProto::FLOAT);
        // Between floating types the wider one stays; of what counts, weights, the loss is told in the end.
        if (n.op() == "Identity" || to == onnx::TensorProto::FLOAT || to == onnx::TensorProto::DOUBLE) return from;
        if (to == onnx::TensorProto::INT64 || to == onnx::TensorProto::INT32) {
            std::vector<double> numbers;
            for (const double number : *from.numbers) numbers.push_back(std::trunc(number));
            return {from.shape, std::make_shared<const std::vector<double>>(std::move(numbers))};
        }
        n.fail("it converts a constant to type " + type_text(to), "FLOAT, DOUBLE, INT64 or INT32",
               "Convert it before the export.");
    }
    const value& from = n.constant_input(0, "its input");
    if (n.op() == "Transpose") return transposed(n, from);
    if (n.op() == "Flatten" || n.op() == "Reshape" || n.op() == "Squeeze" || n.op() == "Unsqueeze") {
        const auto shape = extent{from.shape, 0}.reshaped(wanted_by(n, from.shape));
        if (!shape || shape->sample() != from.numbers->size())
            n.fail("its shape does not fit the constant", "one of as many values", "Export the model again.");
        return {shape->sizes, from.numbers};
    }
    n.fail("it computes a constant", "constants as they are in the file",
           "Let the exporter do it: do_constant_folding=True, or onnxsim.");
}

}  // namespace constprop::tools
