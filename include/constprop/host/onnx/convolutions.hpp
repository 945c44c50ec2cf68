#ifndef CONSTPROP_HOST_ONNX_CONVOLUTIONS_HPP
#define CONSTPROP_HOST_ONNX_CONVOLUTIONS_HPP

#include <constprop/deploy/takes_up.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/windows.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Conv, or ConvTranspose; padding is written in numbers, also that of `same`. A depthwise convolution has a group for each
/// channel.
template <class Layer>
requires constprop::detail::is_convolution<Layer>
struct onnx_operators<Layer> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        constexpr auto sizes = Layer::sizes(Stage::place.takes);
        const auto axes = detail::window_axes(Stage::place.takes.kind, sizes.rows, sizes.columns);
        const auto inputs = detail::with_tensors(graph, x, stage);
        const onnx_graph::attribute kernel("kernel_shape", detail::each(axes, &kernels::axis::size)),
            strides("strides", detail::each(axes, &kernels::axis::stride)),
            dilations("dilations", detail::each(axes, &kernels::axis::dilation)), pads("pads", detail::pads(axes)),
            group("group", static_cast<int>(sizes.groups));
        if constexpr (Layer::transposed) {
            std::vector<std::size_t> more;
            for (const kernels::axis& one : axes) more.push_back(detail::uncovered(one));
            return graph.node("ConvTranspose", inputs,
                              {kernel, strides, dilations, pads, group, {"output_padding", more}});
        } else {
            return graph.node("Conv", inputs, {kernel, strides, dilations, pads, group});
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_CONVOLUTIONS_HPP
