#ifndef CONSTPROP_LAYERS_CONV2D_HPP
#define CONSTPROP_LAYERS_CONV2D_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/convolution.hpp>
#include <constprop/layers/window_options.hpp>

#include <cstddef>

namespace constprop {

/// A convolution over an image, in fact a cross-correlation: yᵣ꜀ₒ = bₒ + Σ Wₒᵢₖₗ xᵢ at row r·stride + k·dilation − padding,
/// column c·stride + l·dilation − padding. Values outside the image are zero. With groups, the sum is over the input
/// channels of o's group.
///
/// Shapes:      x H × W × Inputs, y H' × W' × Outputs with H' = ⌊(H + padding − (rows − 1)·dilation − 1) / stride⌋ + 1, or
///              ⌈H / stride⌉ with `same`
/// Options:     `kernel<Rows, Columns>`, `stride<…>`, `padding<…>` or `same`, `dilation<…>`, `groups<…>`, `no_bias`, in any
///              order
/// backward:    dxᵢ = Σ Wₒᵢₖₗ dyₒ over the places that cover it, dWₒᵢₖₗ = Σ xᵢ dyₒ and dbₒ = Σ dyₒ over all places
/// Parameters:  Outputs × Inputs / groups × rows × columns weights, then Outputs biases; `parameters()` has PyTorch's order
/// Cost:        H'·W'·Outputs·Inputs / groups·rows·columns multiply-adds forward, the same for dx and for dW
/// Rejects:     an input that is no image, another number of channels, an image smaller than the kernel, other options, groups
///              that do not divide both numbers of channels
/// Source:      PyTorch's nn.Conv2d
template <std::size_t Inputs, std::size_t Outputs, class... Options>
struct CONSTPROP_TAGGED conv2d
    : detail::convolution_layer<conv2d<Inputs, Outputs, Options...>, 2, detail::way::to_places,
                                detail::options_of_convolutions | window_option::groups, Inputs, Outputs,
                                detail::settings_of<Options...>(detail::over_images), Options...> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CONV2D_HPP
