#ifndef CONSTPROP_LAYERS_TRANSPOSED_CONV_HPP
#define CONSTPROP_LAYERS_TRANSPOSED_CONV_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/convolution.hpp>
#include <constprop/layers/window_options.hpp>

#include <cstddef>

namespace constprop {

/// A transposed convolution: spreads each pixel of x over a window of y, as the backward pass of a convolution does with
/// gradients. Its options are those of that convolution, from y to x: a stride of 2 doubles the size, and padding is cut
/// off.
///
/// Shapes:      x H × W × Inputs, y H' × W' × Outputs with H' = (H − 1)·stride + (rows − 1)·dilation + 1 − padding, or
///              H·stride with `same`. For PyTorch's output_padding, reduce the padding below and on the right:
///              `padding<1, 0, 1, 0>` stands for padding 1 and output_padding 1
/// Options:     `kernel<Rows, Columns>`, `stride<…>`, `padding<…>` or `same`, `dilation<…>`, `groups<…>`, `no_bias`, in any
///              order
/// backward:    dxᵢ = Σ Wᵢₒₖₗ dyₒ, a convolution; dWᵢₒₖₗ = Σ xᵢ dyₒ and dbₒ = Σ dyₒ over all places
/// Parameters:  Inputs × Outputs / groups × rows × columns weights, then Outputs biases; `parameters()` has PyTorch's order
/// Cost:        H·W·Inputs·Outputs / groups·rows·columns multiply-adds forward, the same for dx and for dW
/// Rejects:     an input that is no image, another number of channels, padding that leaves nothing, other options, groups that
///              do not divide both numbers of channels
/// Source:      PyTorch's nn.ConvTranspose2d; Keras' Conv2DTranspose
template <std::size_t Inputs, std::size_t Outputs, class... Options>
struct CONSTPROP_TAGGED transposed_conv2d
    : detail::convolution_layer<transposed_conv2d<Inputs, Outputs, Options...>, 2, detail::way::to_image,
                                detail::options_of_convolutions | window_option::groups, Inputs, Outputs,
                                detail::settings_of<Options...>(detail::over_images), Options...> {};

/// A transposed convolution over a signal.
///
/// Source:      PyTorch's nn.ConvTranspose1d; Keras' Conv1DTranspose
template <std::size_t Inputs, std::size_t Outputs, class... Options>
struct CONSTPROP_TAGGED transposed_conv1d
    : detail::convolution_layer<transposed_conv1d<Inputs, Outputs, Options...>, 1, detail::way::to_image,
                                detail::options_of_convolutions | window_option::groups, Inputs, Outputs,
                                detail::settings_of<Options...>(detail::over_signals), Options...> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_TRANSPOSED_CONV_HPP
