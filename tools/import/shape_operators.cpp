// Operators that keep all numbers and their order, on the flow and on constants.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/time.hpp"

namespace constprop::tools {
namespace {

using sizes_type = std::vector<std::int64_t>;

constexpr std::size_t most_dimensions = 16;

/// Axes from an attribute, as up to opset 12, or from input 1.
sizes_type axes_of(const node& n) {
    if (n.has_input(1)) return integers(n, n.constant_input(1, "the list of axes"), "the list of axes");
    return n.ints_attribute("axes");
}

std::int64_t product(sizes_type::const_iterator begin, sizes_type::const_iterator end) {
    std::int64_t result = 1;
    for (; begin != end; ++begin)
        if (*begin < 0 || (*begin != 0 && result > (std::int64_t{1} << 40) / *begin)) return extent::unknown;
        else result *= *begin;
    return result;
}

}  // namespace

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
                                          : n.ints_attribute("shape");  // up to opset 4
        const bool zeros = n.int_attribute("allowzero", 0) != 0;
        if (sizes.size() > most_dimensions)
            n.fail("the shape has " + std::to_string(sizes.size()) + " numbers",
                   "at most " + std::to_string(most_dimensions), "Use Flatten (nn.Flatten).");
        std::size_t open = 0;
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            if (sizes[k] == 0 && !zeros && k < from.size()) sizes[k] = from[k];
            else if (sizes[k] == extent::unknown) ++open;
            if (sizes[k] == extent::by_samples) sizes[k] = extent::unknown;
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

namespace {

/// A shape with its dimensions in another order. Samples stay whole and in front. Dimensions that count may change places if
/// their order is known, that of steps and sequences, or if all but one of them are of size 1; those of steps and sequences also
/// with a dimension of size 1 of a step.
extent transposed(const node& n, const extent& shape, const std::vector<std::size_t>& dimensions) {
    const auto larger =
        std::count_if(shape.sizes.begin(), shape.sizes.begin() + static_cast<std::ptrdiff_t>(shape.batch),
                      [](std::int64_t size_) { return size_ != 1; });
    const bool is_order_known = shape.time && shape.merged.empty();
    extent result = shape;
    result.batch = 0;
    for (std::size_t d = 0, counted = 0; counted < shape.batch; ++d, ++result.batch) {
        const bool counts = dimensions[d] < shape.batch, stays = dimensions[d] == d;
        const bool may_move =
            counts ? is_order_known || larger <= 1 : is_order_known && shape.sizes[dimensions[d]] == 1;
        if (!stays && !may_move)
            n.fail("it moves the dimensions of the batch of " + shape.text(), "them in front, as they are",
                   "Transpose the dimensions of a sample alone.");
        counted += counts ? 1 : 0;
        if (is_order_known && shape.time == dimensions[d]) result.time = d;
    }
    for (std::size_t d = 0; d < dimensions.size(); ++d) result.sizes[d] = shape.sizes[dimensions[d]];
    return result;
}

}  // namespace

void read_reshape(const node& n, flow& f) {
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
    auto shape = f.shape.reshaped(wanted_by(n, f.shape.sizes));
    if (!shape && f.shape.time) refuse_joined_steps(n);
    if (!shape)
        n.fail("it takes samples of shape " + f.shape.text() + " apart", "the batch to stay as it is",
               "Reshape within a sample, or use Flatten (nn.Flatten).");
    f.shape = *std::move(shape);
}

void read_transpose(const node& n, flow& f) {
    const sizes_type order = n.ints_attribute("perm");
    const bool swaps = f.shape.rank() == 2 && (order.empty() || order == sizes_type{1, 0});
    // Rows of samples become columns, until the next transposition.
    if (swaps && f.shape.batch == 1) {
        f.columns = !f.columns;
        return;
    }
    if (f.columns) n.fail("it transposes columns of samples otherwise", "rows of samples", "Leave it out.");
    const std::size_t batch = f.shape.batch, rank = f.shape.rank();
    const auto dimensions = dimensions_of(n, rank);
    const extent turned = transposed(n, f.shape, dimensions);
    sizes_type before;
    std::vector<std::size_t> within;  // of the dimensions of a sample that stay some
    for (std::size_t d = batch; d < rank; ++d) {
        const auto to = std::find(dimensions.begin(), dimensions.end(), d) - dimensions.begin();
        if (static_cast<std::size_t>(to) >= turned.batch) before.push_back(f.shape.sizes[d]);
    }
    for (std::size_t d = turned.batch; d < rank; ++d)
        within.push_back(static_cast<std::size_t>(
            std::count_if(dimensions.begin() + static_cast<std::ptrdiff_t>(turned.batch), dimensions.end(),
                          [&](std::size_t other_) { return other_ < dimensions[d]; })));
    if (!f.order.transposed(before, within)) f.restore_order(n);
    f.order = *f.order.transposed(before, within);
    f.shape = turned;
}

}  // namespace constprop::tools
