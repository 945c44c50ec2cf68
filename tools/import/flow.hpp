#ifndef CONSTPROP_TOOLS_IMPORT_FLOW_HPP
#define CONSTPROP_TOOLS_IMPORT_FLOW_HPP

#include <string>
#include <utility>
#include <vector>

#include "import/chain.hpp"
#include "import/extent.hpp"
#include "import/node.hpp"
#include "import/order.hpp"

namespace constprop::tools {

/// The value that flows through a graph: its shape, the order in which its values lie, and the layers that compute it.
struct flow {
    extent shape;
    value_order order;
    chain layers;
    bool columns = false;        ///< true if samples, rows of `shape`, are columns
    bool input_columns = false;  ///< true if samples of the input are columns
    bool sums_to_one = false;    ///< true if it is the probabilities of all classes
    bool labels = false;         ///< true if it is the result of classify for `layers`
    std::vector<std::string> notes{};

    /// The input of a graph.
    flow(const extent& input, bool in_columns)
        : flow(input, value_order(input.sample()), chain(input.sample()), in_columns) {}

    /// A branch of this value.
    flow branch() const;

    /// This value as the input of another network.
    flow behind() const;

    /// True if it is an image or a signal, channels last, whose values the model counts as (channel, row, column).
    bool lies_as_image() const;

    /// Makes values lie in the model's order; adds a linear layer unless the last one can give them so. Throws host::error,
    /// about the node, if that would be too large.
    void restore_order(const node& n);

    /// Makes a sample an image or a signal, channels last, of a shape (channels, rows, columns) or (channels, length).
    /// Throws host::error, about the node, for other shapes.
    const layer_extent& as_image(const node& n);

 private:
    flow(extent shape_, value_order order_, chain layers_, bool in_columns)
        : shape(std::move(shape_)),
          order(std::move(order_)),
          layers(std::move(layers_)),
          columns(in_columns),
          input_columns(in_columns) {}
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_FLOW_HPP
