#ifndef CONSTPROP_LAYERS_DEPTHWISE_CONV_HPP
#define CONSTPROP_LAYERS_DEPTHWISE_CONV_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/convolution.hpp>
#include <constprop/layers/window_options.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The settings of a convolution with a group for each channel.
template <std::size_t Channels, class... Options>
constexpr window_settings depthwise_settings(window_settings before) noexcept {
    window_settings of = settings_of<Options...>(before);
    of.groups = Channels;
    return of;
}

template <class Layer, std::size_t Axes, std::size_t Channels, window_settings Before, class... Options>
struct depthwise_layer
    : convolution_layer<Layer, Axes, way::to_places, options_of_convolutions | window_option::multiplier, Channels,
                        Channels * settings_of<Options...>(Before).multiplier,
                        depthwise_settings<Channels, Options...>(Before), Options...> {};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A convolution over an image, each channel by itself: `multiplier` outputs for each channel, 1 by default. Output
/// c·multiplier + m depends on channel c only.
///
/// Options:     `kernel<Rows, Columns>`, `stride<…>`, `padding<…>` or `same`, `dilation<…>`, `multiplier<…>`, `no_bias`, in any
///              order
/// Parameters:  Channels·multiplier × 1 × rows × columns weights, then Channels·multiplier biases, in PyTorch's order
/// Cost:        H'·W'·Channels·multiplier·rows·columns multiply-adds forward, the same for dx and for dW
/// Rejects:     like `conv2d`
/// Source:      PyTorch's nn.Conv2d with groups = Channels; Keras' DepthwiseConv2D
template <std::size_t Channels, class... Options>
struct CONSTPROP_TAGGED depthwise_conv2d
    : detail::depthwise_layer<depthwise_conv2d<Channels, Options...>, 2, Channels, detail::over_images, Options...> {};

/// A depthwise convolution over a signal.
///
/// Options:     `kernel<Size>`, `stride<…>`, `padding<…>` or `same`, `dilation<…>`, `multiplier<…>`, `no_bias`, in any order
/// Parameters:  Channels·multiplier × 1 × size weights, then Channels·multiplier biases, in PyTorch's order
/// Cost:        L'·Channels·multiplier·size multiply-adds forward, the same for dx and for dW
/// Rejects:     like `conv1d`
/// Source:      PyTorch's nn.Conv1d with groups = Channels; Keras' DepthwiseConv1D
template <std::size_t Channels, class... Options>
struct CONSTPROP_TAGGED depthwise_conv1d
    : detail::depthwise_layer<depthwise_conv1d<Channels, Options...>, 1, Channels, detail::over_signals, Options...> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_DEPTHWISE_CONV_HPP
