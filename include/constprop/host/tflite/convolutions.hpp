#ifndef CONSTPROP_HOST_TFLITE_CONVOLUTIONS_HPP
#define CONSTPROP_HOST_TFLITE_CONVOLUTIONS_HPP

#include <constprop/deploy/takes_up.hpp>
#include <constprop/host/tflite/operators.hpp>
#include <constprop/host/tflite/weights.hpp>
#include <constprop/host/tflite/windows.hpp>
#include <constprop/int8/forms.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/depthwise_conv.hpp>
#include <constprop/layers/transposed_conv.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

template <class Layer> inline constexpr bool is_depthwise = false;
template <std::size_t Channels, class... Options>
inline constexpr bool is_depthwise<depthwise_conv2d<Channels, Options...>> = true;
template <std::size_t Channels, class... Options>
inline constexpr bool is_depthwise<depthwise_conv1d<Channels, Options...>> = true;

/// Weights in the file are (output, row, column, input of the group); in PyTorch's order (output, input, row, column).
template <kernels::convolution_sizes Sizes> auto order_of_convolution() {
    constexpr std::size_t taps = Sizes.taps(), inputs = Sizes.group_inputs(), all = taps * inputs;
    return order_of_weights{
        weight_shape({Sizes.outputs, Sizes.rows.size, Sizes.columns.size, inputs}),
        Sizes.outputs,
        all,
        0,
        [](std::size_t o_, std::size_t k_) { return o_ * all + k_; },
        [](std::size_t o_, std::size_t k_) { return (o_ * inputs + k_ % inputs) * taps + k_ / inputs; }};
}

/// Of a depthwise convolution (row, column, output).
template <kernels::convolution_sizes Sizes> auto order_of_depthwise() {
    constexpr std::size_t taps = Sizes.taps();
    return order_of_weights{weight_shape({1, Sizes.rows.size, Sizes.columns.size, Sizes.outputs}),
                            Sizes.outputs,
                            taps,
                            3,
                            [](std::size_t o_, std::size_t k_) { return k_ * Sizes.outputs + o_; },
                            [](std::size_t o_, std::size_t k_) { return o_ * taps + k_; }};
}

/// Of a transposed one (output, row, column, input), where PyTorch has (input, output, row, column). Its windows lie on what it
/// gives, `Sizes.inputs` channels wide.
template <kernels::convolution_sizes Sizes> auto order_of_transposed() {
    constexpr std::size_t taps = Sizes.taps(), outputs = Sizes.inputs, inputs = Sizes.outputs, all = taps * inputs;
    return order_of_weights{
        weight_shape({outputs, Sizes.rows.size, Sizes.columns.size, inputs}),
        outputs,
        all,
        0,
        [](std::size_t o_, std::size_t k_) { return o_ * all + k_; },
        [](std::size_t o_, std::size_t k_) { return (k_ % inputs * outputs + o_) * taps + k_ / inputs; }};
}

}  // namespace detail

/// Padding that is neither none nor SAME is an operator before it.
template <class Layer>
requires int8::convolves<Layer>
struct tflite_operators<Layer> {
    template <class Place>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& given, const Place& layer) {
        constexpr auto sizes = Layer::sizes(Place::takes);
        constexpr auto padding = detail::padding_of(Layer::settings.over, sizes.rows, sizes.columns);
        const tflite_value x = padding ? given : detail::surrounded_by_zeros(graph, given, sizes.rows, sizes.columns);
        constexpr bool is_depthwise = detail::is_depthwise<Layer> || (sizes.groups == sizes.inputs && sizes.groups > 1);
        const auto dilated = [&](tflite_operator_options options_, std::size_t field_) {
            return std::move(options_)
                .with(field_, static_cast<std::int32_t>(sizes.columns.dilation))
                .with(field_ + 1, static_cast<std::int32_t>(sizes.rows.dilation));
        };
        const auto windows = [&](std::uint8_t number_, std::size_t clamp_field_) {
            return detail::window_options(number_, clamp_field_, padding.value_or(detail::tflite_padding::valid),
                                          sizes.rows, sizes.columns);
        };
        if constexpr (is_depthwise) {
            const auto takes = detail::with_weights(graph, x, layer, detail::order_of_depthwise<sizes>());
            return graph.node(
                tflite_kinds::depthwise_conv_2d, takes, Place::gives, layer.gives_by(x),
                dilated(windows(2, 4).with(3, static_cast<std::int32_t>(sizes.outputs / sizes.inputs)), 5));
        } else {
            const auto takes = detail::with_weights(graph, x, layer, detail::order_of_convolution<sizes>());
            return graph.node(tflite_kinds::conv_2d, takes, Place::gives, layer.gives_by(x), dilated(windows(1, 3), 4));
        }
    }
};

/// A transposed convolution of one group whose windows lie on all of what it gives, without padding or with SAME.
template <class Layer>
requires(constprop::detail::is_convolution<Layer> && Layer::transposed)
struct tflite_operators<Layer> {
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept {
        const kernels::convolution_sizes sizes = Layer::sizes(in);
        return sizes.groups == 1 && sizes.rows.dilation == 1 && sizes.columns.dilation == 1 &&
               detail::padding_of(Layer::settings.over, sizes.rows, sizes.columns).has_value();
    }
    template <class Place>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Place& layer) {
        constexpr auto sizes = Layer::sizes(Place::takes);
        constexpr auto padding = detail::padding_of(Layer::settings.over, sizes.rows, sizes.columns);
        const auto with = detail::with_weights(graph, x, layer, detail::order_of_transposed<sizes>());
        const std::int32_t shape = graph.integers("shape", detail::tflite_shape(Place::gives));
        return graph.node(tflite_kinds::transpose_conv, {shape, with[1], x.tensor, with[2]}, Place::gives,
                          layer.gives_by(x), detail::window_options(49, 3, *padding, sizes.rows, sizes.columns));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_CONVOLUTIONS_HPP
