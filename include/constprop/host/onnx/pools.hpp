#ifndef CONSTPROP_HOST_ONNX_POOLS_HPP
#define CONSTPROP_HOST_ONNX_POOLS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/shapes.hpp>
#include <constprop/host/onnx/windows.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/average_pool.hpp>
#include <constprop/layers/max_pool.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The axes of a pool on an extent.
template <class Layer> std::vector<kernels::axis> pool_axes(const extent& in) {
    return window_axes(in.kind, Layer::settings.over.rows.on(in.height), Layer::settings.over.columns.on(in.width));
}

/// With as much padding as the last windows reach. That is what `ceil_mode` does: the attribute of that name counts places by
/// another rule than PyTorch's.
inline std::vector<kernels::axis> padded_for_all_places(std::vector<kernels::axis> axes) {
    for (kernels::axis& one : axes) one.after += beyond(one);
    return axes;
}

/// The padding is less than every value.
template <class Layer> struct max_pool_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        const auto axes = padded_for_all_places(pool_axes<Layer>(Stage::place.takes));
        return graph.node("MaxPool", {x},
                          {{"kernel_shape", each(axes, &kernels::axis::size)},
                           {"strides", each(axes, &kernels::axis::stride)},
                           {"dilations", each(axes, &kernels::axis::dilation)},
                           {"pads", pads(axes)}});
    }
};

/// An average counts what lies within the padding as zeros, or does not; what lies beyond it never counts.
template <class Layer> struct average_pool_operator {
    template <class Stage> static std::string write(onnx_graph& graph, std::string x, const Stage& /*stage*/) {
        auto axes = pool_axes<Layer>(Stage::place.takes);
        bool counts = Layer::settings.counts_padding, reaches_beyond = false;
        for (const kernels::axis& one : axes) reaches_beyond = reaches_beyond || beyond(one) > 0;
        if (counts && reaches_beyond) {
            x = surrounded_by_zeros(graph, x, axes);
            for (kernels::axis& one : axes) one.length += one.before + one.after, one.before = one.after = 0;
            counts = false;
        }
        axes = padded_for_all_places(axes);
        return graph.node("AveragePool", {x},
                          {{"kernel_shape", each(axes, &kernels::axis::size)},
                           {"strides", each(axes, &kernels::axis::stride)},
                           {"pads", pads(axes)},
                           {"count_include_pad", counts ? 1 : 0}});
    }
};

/// The output is a vector of the channels.
template <const auto& Name> struct global_pool_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node("Flatten", {graph.node(Name, {x})});
    }
};

namespace onnx_name {
inline constexpr char global_max_pool[] = "GlobalMaxPool", global_average_pool[] = "GlobalAveragePool";
}  // namespace onnx_name

}  // namespace detail

template <std::size_t Size, class... Options>
struct onnx_operators<max_pool1d<Size, Options...>> : detail::max_pool_operator<max_pool1d<Size, Options...>> {};
template <std::size_t Size, class... Options>
struct onnx_operators<max_pool2d<Size, Options...>> : detail::max_pool_operator<max_pool2d<Size, Options...>> {};
template <std::size_t Size, class... Options>
struct onnx_operators<average_pool1d<Size, Options...>>
    : detail::average_pool_operator<average_pool1d<Size, Options...>> {};
template <std::size_t Size, class... Options>
struct onnx_operators<average_pool2d<Size, Options...>>
    : detail::average_pool_operator<average_pool2d<Size, Options...>> {};
template <>
struct onnx_operators<global_max_pool> : detail::global_pool_operator<detail::onnx_name::global_max_pool> {};
template <>
struct onnx_operators<global_average_pool> : detail::global_pool_operator<detail::onnx_name::global_average_pool> {};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_POOLS_HPP
