#ifndef CONSTPROP_HOST_ONNX_LINEAR_HPP
#define CONSTPROP_HOST_ONNX_LINEAR_HPP

#include <constprop/host/onnx/operators.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/channel_scale.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/scale.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// w x + b, value by value.
inline std::string scaled(onnx_graph& graph, const std::vector<std::string>& x_weight_bias) {
    return graph.node("Add", {graph.node("Mul", {x_weight_bias[0], x_weight_bias[1]}), x_weight_bias[2]});
}

}  // namespace detail

/// x Wᵀ + b, for a batch x. Behind `flatten`, the columns of W are in PyTorch's order, as x is.
template <class Layer>
requires constprop::detail::is_linear<Layer>
struct onnx_operators<Layer> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return graph.node("Gemm", detail::with_tensors(graph, x, stage), {{"transB", 1}});
    }
};

template <std::size_t Size> struct onnx_operators<scale<Size>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        const auto weight = graph.constants("weight", {Size}, detail::parameters_of(stage, 0, Size));
        const auto bias = graph.constants("bias", {Size}, detail::parameters_of(stage, Size, Size));
        return detail::scaled(graph, {x, weight, bias});
    }
};

template <std::size_t Channels> struct onnx_operators<channel_scale<Channels>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return detail::scaled(graph, detail::with_tensors(graph, x, stage, detail::axes_of(Stage::place.takes)));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_LINEAR_HPP
