#ifndef CONSTPROP_HOST_ONNX_SHAPES_HPP
#define CONSTPROP_HOST_ONNX_SHAPES_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/order.hpp>
#include <constprop/host/onnx/windows.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/from_channels_first.hpp>
#include <constprop/layers/pad.hpp>
#include <constprop/layers/slice.hpp>
#include <constprop/layers/upsample.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// Adds zeros along the axes of an image or a signal.
inline std::string surrounded_by_zeros(onnx_graph& graph, const std::string& x,
                                       const std::vector<kernels::axis>& axes) {
    std::vector<std::size_t> amounts;  // of the batch, the channels and the axes: all beginnings, then all ends
    for (const auto side : {&kernels::axis::before, &kernels::axis::after}) {
        amounts.insert(amounts.end(), 2, 0);
        for (const kernels::axis& one : axes) amounts.push_back(one.*side);
    }
    return graph.node("Pad", {x, graph.integers("pads", amounts)});
}

}  // namespace detail

/// Values keep PyTorch's order, in which the layer behind it counts them.
template <> struct onnx_operators<flatten> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node("Flatten", {x});
    }
};

template <class Extent> struct onnx_operators<unflatten<Extent>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return detail::reshaped(graph, x, detail::channels_first(Extent::input_extent));
    }
};

/// Reads the network's values, which lie in the order (row, column, channel), as (channel, row, column).
template <> struct onnx_operators<from_channels_first> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        constexpr extent in = Stage::place.takes;
        if (detail::has_one_order(in)) return x;
        return detail::reshaped(graph, detail::to_channels_last(graph, x, in), detail::channels_first(in));
    }
};

template <std::size_t... Values> struct onnx_operators<pad<Values...>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        constexpr extent in = Stage::place.takes;
        constexpr windows over = pad<Values...>::over(in);
        return detail::surrounded_by_zeros(
            graph, x, detail::window_axes(in.kind, over.rows.on(in.height), over.columns.on(in.width)));
    }
};

/// Channels are dimension 1; a vector's values lie in PyTorch's order.
template <class... Ranges> struct onnx_operators<slice<Ranges...>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        constexpr auto ranges = slice<Ranges...>::ranges;
        std::vector<std::size_t> first, end, axes, steps;
        const auto add = [&](const auto& range_, std::size_t axis_) {
            if (range_.end == 0) return;
            first.push_back(range_.first), end.push_back(range_.end);
            axes.push_back(axis_), steps.push_back(range_.step);
        };
        add(ranges.channels, 1);
        add(ranges.rows, 2);
        add(ranges.columns, Stage::place.takes.kind == rank::signal ? 2 : 3);
        if (axes.empty()) return x;
        return graph.node("Slice", {x, graph.integers("starts", first), graph.integers("ends", end),
                                    graph.integers("axes", axes), graph.integers("steps", steps)});
    }
};

/// Value y is the input's ⌊y / factor⌋.
template <std::size_t Rows, std::size_t Columns> struct onnx_operators<upsample<Rows, Columns>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        std::vector<float> scales{1, 1, static_cast<float>(Columns)};
        if (Stage::place.takes.kind == rank::image) scales.insert(scales.begin() + 2, static_cast<float>(Rows));
        return graph.node(
            "Resize", {x, "", graph.constants("scales", {scales.size()}, scales)},
            {{"mode", "nearest"}, {"coordinate_transformation_mode", "asymmetric"}, {"nearest_mode", "floor"}});
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_SHAPES_HPP
