#ifndef CONSTPROP_HOST_ONNX_NORMALIZATIONS_HPP
#define CONSTPROP_HOST_ONNX_NORMALIZATIONS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/onnx/linear.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/layers/group_norm.hpp>
#include <constprop/layers/layer_norm.hpp>

#include <cstddef>
#include <ratio>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// LayerNormalization is over the last dimensions, and channels come first.
template <class Epsilon> struct layer_norm_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        constexpr extent in = Stage::place.takes;
        constexpr bool is_vector = in.kind == rank::vector;
        const std::string last = is_vector ? x : to_channels_last(graph, x, in);
        const std::string y = graph.node("LayerNormalization", with_tensors(graph, last, stage),
                                         {{"axis", -1}, {"epsilon", value_of_ratio<Epsilon>}});
        return is_vector ? y : to_channels_first(graph, y, in);
    }
};

}  // namespace detail

/// With the running statistics, as in inference.
template <class Layer>
requires constprop::detail::is_batch_norm<Layer>
struct onnx_operators<Layer> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return graph.node("BatchNormalization", detail::with_tensors(graph, x, stage),
                          {{"epsilon", detail::value_of_ratio<typename Layer::normalizes_batches_with>}});
    }
};

/// In inference, it is the layer.
template <class Layer> struct onnx_operators<fixed_statistics<Layer>> : onnx_operators<Layer> {};

template <> struct onnx_operators<layer_norm> : detail::layer_norm_operator<std::ratio<1, 100'000>> {};
template <class Epsilon> struct onnx_operators<layer_norm_with<Epsilon>> : detail::layer_norm_operator<Epsilon> {};

/// In PyTorch's form: each group is an instance of one channel. The operator GroupNormalization needs opset 18.
template <std::size_t Groups> struct onnx_operators<group_norm<Groups>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        constexpr extent in = Stage::place.takes;
        const std::string groups = detail::reshaped(graph, x, {Groups, in.size() / Groups}),
                          one = graph.numbers("one", Groups, 1), zero = graph.numbers("zero", Groups, 0);
        const std::string y = graph.node("InstanceNormalization", {groups, one, zero}, {{"epsilon", 1e-5}});
        const std::string back = detail::reshaped(graph, y, detail::channels_first(in));
        return detail::scaled(graph, detail::with_tensors(graph, back, stage, detail::axes_of(in)));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_NORMALIZATIONS_HPP
