// Pools, and means and maxima over all positions.
#include <constprop/kernels/axis.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/spelling.hpp"
#include "import/time.hpp"
#include "import/window_attributes.hpp"

namespace constprop::tools {
namespace {

/// The maximum, or the mean, of each window on each channel. Zeros of padding may count in a mean.
std::vector<double> pooled(const std::vector<double>& x, const layer_extent& in, const windows& over, bool maximum,
                           bool counts) {
    const layer_extent out = over.places(in, in.channels);
    const kernels::axis rows = over.rows.on(in.height), columns = over.columns.on(in.width);
    std::vector<double> y(out.size());
    for (std::size_t k = 0; k < y.size(); ++k) {
        const std::size_t r = k / in.channels / out.width, c = k / in.channels % out.width;
        const kernels::taps down = rows.at(r), right = columns.at(c);
        double sum = 0, most = -HUGE_VAL;
        for (std::size_t i = down.first; i < down.last; ++i)
            for (std::size_t j = right.first; j < right.last; ++j) {
                const double value =
                    x[(rows.value(r, i) * in.width + columns.value(c, j)) * in.channels + k % in.channels];
                sum += value, most = std::max(most, value);
            }
        const std::size_t seen = (down.last - down.first) * (right.last - right.first),
                          all = rows.padded_taps(r) * columns.padded_taps(c);
        y[k] = maximum ? most : sum / static_cast<double>(counts ? all : seen);
    }
    return y;
}

void add_global(const std::string& name, flow& f) {
    const layer_extent in = f.layers.lies();
    const windows over{{.size = in.height}, {.size = in.width}};
    f.layers.add(layer_step{"constprop::" + name, in, vector_of(in.channels), [=](const std::vector<double>& x) {
                                return pooled(x, in, over, name == "global_max_pool", false);
                            }});
    f.order = value_order(in.channels);
}

std::string global_name(const node& n) {
    const bool maximum = n.op() == "GlobalMaxPool" || n.op() == "ReduceMax";
    return maximum ? "global_max_pool" : "global_average_pool";
}

/// True if these dimensions are all positions of an image or a signal: with the others in front of them, the model counts its
/// values as (channel, row, column).
bool are_positions(const std::vector<bool>& chosen, const flow& f) {
    const layer_extent lies = f.layers.lies();
    std::vector<std::int64_t> sizes;
    std::vector<std::size_t> others, positions;
    std::size_t channels = 1;
    for (std::size_t d = 0; d < f.shape.rank(); ++d) {
        if (d < f.shape.batch && chosen[d]) return false;
        if (d < f.shape.batch) continue;
        (chosen[d] ? positions : others).push_back(d - f.shape.batch);
        sizes.push_back(f.shape.sizes[d]);
        if (!chosen[d]) channels *= static_cast<std::size_t>(sizes.back());
    }
    if (f.columns || lies.kind == rank::vector || positions.empty() || channels != lies.channels) return false;
    others.insert(others.end(), positions.begin(), positions.end());
    const auto turned = f.order.transposed(sizes, others);
    return turned && *turned == value_order::channels_first(lies);
}

}  // namespace

void read_pool(const node& n, flow& f) {
    const layer_extent in = f.as_image(n);
    const bool maximum = n.op() == "MaxPool", counts = !maximum && n.int_attribute("count_include_pad", 0) != 0;
    windows over = windows_of(n, in);
    if (n.result != 0) n.fail("its second output, the positions of maxima, is used", "the maxima alone", again);
    const auto no_dilation = [](const window& along) { return along.dilation == 1; };
    if (!maximum && !(no_dilation(over.rows) && no_dilation(over.columns)))
        n.fail("it averages with dilation", "neighboring values", "Use a depthwise convolution.");
    const auto too_much = [](const window& along) {
        return along.before > along.size / 2 || along.after > along.size / 2;
    };
    if (too_much(over.rows) || too_much(over.columns))
        n.fail("it pads by more than half of its window", "at most half", "Pad the image before it.");
    const layer_extent floor = over.places(in, in.channels);
    over.rows.rounds_up = over.columns.rounds_up = n.int_attribute("ceil_mode", 0) != 0;
    const layer_extent gives = checked(n, over.places(in, in.channels));
    if (gives == floor) over.rows.rounds_up = over.columns.rounds_up = false;
    if (!over.always_see(in))
        n.fail("at some places its windows see nothing of the image", "windows that do", "Use smaller windows.");
    const bool pads = over.rows.before + over.rows.after + over.columns.before + over.columns.after > 0;
    f.layers.add(layer_step{pool_spelling(maximum ? "max_pool" : "average_pool", in, over,
                                          counts && pads ? "constprop::count_padding" : ""),
                            in, gives,
                            [=](const std::vector<double>& x) { return pooled(x, in, over, maximum, counts); }});
    if (f.shape.rank() == 4) f.shape.sizes[2] = static_cast<std::int64_t>(gives.height);
    f.shape.sizes.back() = static_cast<std::int64_t>(gives.width);
    f.order = value_order::channels_first(gives);
}

void read_global_pool(const node& n, flow& f) {
    f.as_image(n);
    add_global(global_name(n), f);
    std::fill(f.shape.sizes.begin() + 2, f.shape.sizes.end(), 1);
}

void read_reduction(const node& n, flow& f) {
    std::vector<std::int64_t> axes = n.ints_attribute("axes");
    if (n.has_input(1)) axes = integers(n, n.constant_input(1, "the list of axes"), "the list of axes");
    std::vector<bool> reduced(f.shape.rank(), false);
    for (const std::int64_t axis : axes) reduced[axis_of(n, axis, f.shape.rank())] = true;
    if (f.shape.time && axes.empty()) refuse_joined_steps(n);
    for (std::size_t d = 0; d < f.shape.batch; ++d)
        if (f.shape.time && reduced[d]) return read_reduced_steps(n, f, reduced);
    if (n.op() == "ReduceSum" || !are_positions(reduced, f)) {
        if (n.op() == "ReduceMax")
            n.fail("it is not over all positions of an image", "the maximum of each channel", "Use GlobalMaxPool.");
        return read_affine(n, f);
    }
    add_global(global_name(n), f);
    const bool keeps = n.int_attribute("keepdims", 1) != 0;
    std::vector<std::int64_t> left;
    for (std::size_t d = 0; d < f.shape.rank(); ++d)
        if (!reduced[d]) left.push_back(f.shape.sizes[d]);
        else if (keeps) left.push_back(1);
    f.shape.sizes = std::move(left);
}

}  // namespace constprop::tools
