#include "import/flow.hpp"

#include <cstddef>
#include <string>

#include "import/affine.hpp"

namespace constprop::tools {

flow flow::branch() const { return {shape, order, chain::branch_of(layers), columns}; }

flow flow::behind() const { return {shape, order, chain::behind(layers), columns}; }

bool flow::lies_as_image() const {
    return layers.lies().kind != rank::vector && order == value_order::channels_first(layers.lies());
}

void flow::restore_order(const node& n) {
    if (order.is_as_in_model()) return;
    if (!layers.reorder(order.places())) {
        constexpr std::size_t most = 2048;
        if (shape.sample() > most)
            n.fail("it takes " + std::to_string(shape.sample()) +
                       " values in another order than the layer before it gives",
                   "at most " + std::to_string(most) + " to change places",
                   "Leave out transpositions other than those between channels first and channels last.");
        layers.add(affine::identity(shape, order).layer(shape.sample()));
    }
    order = value_order(shape.sample());
}

const layer_extent& flow::as_image(const node& n) {
    if (columns || shape.batch != 1 || (shape.rank() != 3 && shape.rank() != 4))
        n.fail("its input has shape " + shape.text(),
               "samples of (channels, rows, columns) or (channels, length), after one dimension for the batch",
               shape.time         ? "Over steps there is causal_conv1d, whose weights constprop_add_weights takes."
               : shape.rank() > 4 ? "There are layers for images and signals, not for volumes."
                                  : "Export the model again.");
    const auto size = [&](std::size_t d) { return static_cast<std::size_t>(shape.sizes[d]); };
    const layer_extent wanted = shape.rank() == 3 ? layer_extent{rank::signal, 1, size(2), size(1)}
                                                  : layer_extent{rank::image, size(2), size(3), size(1)};
    const value_order last = value_order::channels_first(wanted);
    if (layers.lies() == wanted && order == last) return layers.lies();
    if (layers.is_beginning() && order == last) {
        layers.begin_with(wanted);
    } else if (layers.is_beginning() && order.is_as_in_model()) {
        layers.begin_with_channels_first(wanted);
    } else {
        // What is no flattened image lies as in the model.
        if (order != value_order::channels_first(layers.lies())) restore_order(n);
        if (order != value_order::channels_first(layers.lies()))
            n.fail("its input lies as (row, column, channel), and counts as (channel, row, column)",
                   "channels in front, or a transposition that puts them there", "Transpose it before this node.");
        layers.unflatten(wanted);
    }
    order = last;
    return layers.lies();
}

}  // namespace constprop::tools
