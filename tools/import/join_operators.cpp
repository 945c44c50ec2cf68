// Operators that join branches: Add, Sub, Mul, Sum, Concat.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/window_attributes.hpp"

namespace constprop::tools {
namespace {

/// Sums and products are of values in the same places.
void check_equal(const node& n, const std::vector<flow>& branches) {
    const flow& first = branches.front();
    for (const flow& one : branches)
        if (one.shape != first.shape || one.order != first.order || one.layers.lies() != first.layers.lies() ||
            one.columns)
            n.fail("its branches give samples of shapes " + first.shape.text() + " and " + one.shape.text() +
                       (one.shape.sizes == first.shape.sizes ? ", in different orders" : ""),
                   "equal ones", "Leave out broadcasting between branches.");
}

/// Puts channels of images, or values of vectors, side by side: the extent of the result.
layer_extent concatenated(const node& n, const std::vector<flow>& branches) {
    const flow& first = branches.front();
    layer_extent all = first.layers.lies();
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 1), first.shape.rank());
    const bool is_vector = all.kind == rank::vector;
    std::size_t channels = 0;
    for (const flow& one : branches) {
        const layer_extent& lies = one.layers.lies();
        const bool is_row = one.shape.batch + 1 == one.shape.rank();
        if (one.columns || axis != one.shape.batch || one.shape.batch == 0 || one.shape.time != first.shape.time ||
            lies.kind != all.kind || is_vector != is_row || one.order != value_order::channels_first(lies) ||
            (!is_vector && (lies.height != all.height || lies.width != all.width)))
            n.fail("it does not join channels of images of one size, or values of vectors",
                   "an axis of channels, which is 1", "Join channels, or flatten each branch.");
        channels += is_vector ? lies.size() : lies.channels;
    }
    return is_vector ? vector_of(channels) : layer_extent{all.kind, all.height, all.width, channels};
}

}  // namespace

bool is_join(const node& n) {
    if (!n.is_onnx()) return false;
    return n.op() == "Add" || n.op() == "Sum" || n.op() == "Sub" || n.op() == "Mul" || n.op() == "Concat";
}

void join(const node& n, std::vector<flow> branches, flow& f) {
    join_step layer{.name = n.op() == "Concat" ? "concatenate"
                            : n.op() == "Mul"  ? "multiply"
                                               : "add",
                    .takes = f.layers.lies()};
    f.shape = branches.front().shape;
    for (flow& one : branches)
        if (one.shape.rank() == one.shape.batch + 1) one.layers.flatten();
    if (layer.name == "concatenate") {
        layer.gives = checked(n, concatenated(n, branches));
        const std::size_t axis = f.shape.batch;
        f.shape.sizes[axis] = 0;
        for (const flow& one : branches) f.shape.sizes[axis] += one.shape.sizes[axis];
        f.order = value_order::channels_first(layer.gives);
    } else {
        check_equal(n, branches);
        layer.gives = branches.front().layers.lies();
        f.order = branches.front().order;
    }
    if (n.op() == "Sub") branches.back().layers.add(scale_step{{-1.0}, {0.0}});
    std::vector<chain> chains;
    for (flow& one : branches) {
        one.layers.finish();
        chains.push_back(std::move(one.layers));
        std::move(one.notes.begin(), one.notes.end(), std::back_inserter(f.notes));
    }
    layer.branches = std::make_shared<const std::vector<chain>>(std::move(chains));
    f.layers.add(std::move(layer));
    f.sums_to_one = false;
}

}  // namespace constprop::tools
