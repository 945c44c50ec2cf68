#ifndef CONSTPROP_HOST_TFLITE_WEIGHTS_HPP
#define CONSTPROP_HOST_TFLITE_WEIGHTS_HPP

#include <constprop/host/layer_integers.hpp>
#include <constprop/host/tflite/graph.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

/// The weights and biases of a layer, as constants of a file.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

inline std::vector<std::int32_t> weight_shape(std::initializer_list<std::size_t> sizes) {
    std::vector<std::int32_t> shape;
    for (const std::size_t one : sizes) shape.push_back(static_cast<std::int32_t>(one));
    return shape;
}

/// Where the weights of a layer are. Output o has weights k = 0, 1 …, channels last: number stored(o, k) in the file, where
/// scales are along `axis`, and parameter parameter(o, k) of the layer of floats.
template <class Stored, class Parameter> struct order_of_weights {
    std::vector<std::int32_t> shape;
    std::size_t outputs, per_output;
    std::int32_t axis;
    Stored stored;
    Parameter parameter;
};
template <class Stored, class Parameter>
order_of_weights(std::vector<std::int32_t>, std::size_t, std::size_t, std::int32_t, Stored, Parameter)
    -> order_of_weights<Stored, Parameter>;

/// Adds the weights and biases, and returns the inputs of the operator. Biases are there even if they are 0.
template <class Layer, class Order>
std::vector<std::int32_t> with_weights(tflite_graph& graph, const tflite_value& x, const Layer& layer,
                                       const Order& order) {
    const std::size_t count = order.outputs * order.per_output;
    const auto in_order = [&]<class Number>(std::vector<Number> to_, const auto& weight_) {
        to_.resize(count);
        for (std::size_t o = 0; o < order.outputs; ++o)
            for (std::size_t k = 0; k < order.per_output; ++k) to_[order.stored(o, k)] = weight_(o, k);
        return to_;
    };
    const std::vector<std::int32_t> biased = weight_shape({order.outputs});
    if constexpr (Layer::in_integers) {
        const quantization takes = x.by.value_or(quantization{});  // integers stand for something
        const layer_integers from = integers_with_scales(layer.form, takes);
        const auto weights = in_order(std::vector<std::int8_t>{}, [&](std::size_t o_, std::size_t k_) {
            return from.weights[o_ * order.per_output + k_];
        });
        std::vector<float> products = from.scales;
        for (float& one : products) one *= takes.scale;
        return {x.tensor, graph.constants("weight", order.shape, weights, from.scales, order.axis),
                graph.constants("bias", biased, from.biases, products)};
    } else {
        const auto weights = in_order(std::vector<float>{}, [&](std::size_t o_, std::size_t k_) {
            return layer.stage.parameter(order.parameter(o_, k_));
        });
        std::vector<float> biases(order.outputs, 0.0F);
        for (std::size_t o = 0; o < order.outputs && layer.stage.shape.parameters() > count; ++o)
            biases[o] = layer.stage.parameter(count + o);
        return {x.tensor, graph.constants("weight", order.shape, weights), graph.constants("bias", biased, biases)};
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_TFLITE_WEIGHTS_HPP
