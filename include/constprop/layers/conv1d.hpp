#ifndef CONSTPROP_LAYERS_CONV1D_HPP
#define CONSTPROP_LAYERS_CONV1D_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/convolution.hpp>
#include <constprop/layers/window_options.hpp>

#include <cstddef>

namespace constprop {

/// A convolution over a signal, in fact a cross-correlation: yₜₒ = bₒ + Σ Wₒᵢₖ xᵢ at position t·stride + k·dilation − padding.
/// Values outside the signal are zero. `padding<Before, After>` with Before = (size − 1)·dilation and After = 0 makes it
/// causal: no output depends on later inputs.
///
/// Shapes:      x L × Inputs, y L' × Outputs with L' = ⌊(L + padding − (size − 1)·dilation − 1) / stride⌋ + 1, or ⌈L / stride⌉
///              with `same`
/// Options:     `kernel<Size>`, `stride<…>`, `padding<…>` or `same`, `dilation<…>`, `groups<…>`, `no_bias`, in any order
/// backward:    dxᵢ = Σ Wₒᵢₖ dyₒ over the places that cover it, dWₒᵢₖ = Σ xᵢ dyₒ and dbₒ = Σ dyₒ over all places
/// Parameters:  Outputs × Inputs / groups × size weights, then Outputs biases; `parameters()` has PyTorch's order
/// Cost:        L'·Outputs·Inputs / groups·size multiply-adds forward, the same for dx and for dW
/// Rejects:     an input that is no signal, another number of channels, a signal shorter than the kernel, other options, groups
///              that do not divide both numbers of channels
/// Source:      PyTorch's nn.Conv1d
template <std::size_t Inputs, std::size_t Outputs, class... Options>
struct CONSTPROP_TAGGED conv1d
    : detail::convolution_layer<conv1d<Inputs, Outputs, Options...>, 1, detail::way::to_places,
                                detail::options_of_convolutions | window_option::groups, Inputs, Outputs,
                                detail::settings_of<Options...>(detail::over_signals), Options...> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CONV1D_HPP
