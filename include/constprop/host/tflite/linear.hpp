#ifndef CONSTPROP_HOST_TFLITE_LINEAR_HPP
#define CONSTPROP_HOST_TFLITE_LINEAR_HPP

#include <constprop/host/tflite/operators.hpp>
#include <constprop/host/tflite/weights.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/channel_scale.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/scale.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// w x + b for each channel; for a vector, each value.
template <std::size_t Channels> struct scaled_channels {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        static_assert(
            !Layer::in_integers,
            "TensorFlow Lite has no operator for a table of integers for each channel. Fold channel_scale into "
            "a neighboring layer: for_inference(net), before quantize.");
        return write_floats(graph, x, layer);
    }

 private:
    template <class Layer>
    static tflite_value write_floats(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        const std::vector<std::int32_t> shape{static_cast<std::int32_t>(Channels)};
        std::vector<float> factors, shifts;
        for (std::size_t k = 0; k < Channels; ++k) {
            factors.push_back(layer.stage.parameter(number_of<Layer::takes>(k)));
            shifts.push_back(layer.stage.parameter(Channels + number_of<Layer::takes>(k)));
        }
        const tflite_value y = graph.node(tflite_kinds::mul, {x.tensor, graph.constants("weight", shape, factors)},
                                          Layer::gives, {}, {.number = 21});
        return graph.node(tflite_kinds::add, {y.tensor, graph.constants("bias", shape, shifts)}, Layer::gives, {},
                          {.number = 11});
    }

    /// Channel k as PyTorch counts it.
    template <extent In> static constexpr std::size_t number_of(std::size_t k) noexcept {
        if constexpr (In.kind == rank::vector) return In.to_channels_first(k);
        else return k;
    }
};

}  // namespace detail

/// x Wᵀ + b. The columns of W lie as the values of x do.
template <class Layer>
requires constprop::detail::is_linear<Layer>
struct tflite_operators<Layer> {
    template <class Place>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Place& layer) {
        constexpr extent in = Place::takes;
        constexpr std::size_t inputs = in.size(), outputs = Place::gives.size();
        const auto shape = detail::weight_shape({outputs, inputs});
        const auto takes = detail::with_weights(
            graph, graph.reshaped(x, vector_of(inputs)), layer,
            detail::order_of_weights{
                shape, outputs, inputs, 0, [](std::size_t o_, std::size_t k_) { return o_ * inputs + k_; },
                [](std::size_t o_, std::size_t k_) { return o_ * inputs + Place::takes.to_channels_first(k_); }});
        return graph.node(tflite_kinds::fully_connected, takes, Place::gives, layer.gives_by(x),
                          {.number = 8, .clamp_field = 0});
    }
};

template <std::size_t Channels> struct tflite_operators<channel_scale<Channels>> : detail::scaled_channels<Channels> {};
template <std::size_t Size> struct tflite_operators<scale<Size>> : detail::scaled_channels<Size> {};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_LINEAR_HPP
