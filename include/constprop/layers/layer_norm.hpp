#ifndef CONSTPROP_LAYERS_LAYER_NORM_HPP
#define CONSTPROP_LAYERS_LAYER_NORM_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/sample_norm.hpp>

#include <ratio>

namespace constprop {

/// Layer normalization: y = g (x − μ) / √(σ² + ε) + b. μ and σ² are the mean and the biased variance over the channels, for
/// each sample and position; each channel has its own g and b. Training and inference are equal.
///
/// Shapes:      y like x, any extent; the values of a vector are its channels
/// backward:    dx = 1/√(σ² + ε) (g dy − mean(g dy) − x̂ mean(g dy x̂)) with x̂ = (x − μ)/√(σ² + ε), dg = Σ dy x̂, db = Σ dy
/// Parameters:  Channels gains "weight", 1 at first, then Channels biases, 0 at first
/// Memory:      none: the backward pass computes mean and variance again; works in place
/// Source:      PyTorch's nn.LayerNorm(channels) of values whose channels lie last; Ba, Kiros, Hinton, arXiv:1607.06450
struct CONSTPROP_TAGGED layer_norm : detail::sample_norm_layer<layer_norm, 1, true, std::ratio<1, 100'000>> {};

/// Layer normalization with another ε, a std::ratio.
template <class Epsilon>
struct CONSTPROP_TAGGED layer_norm_with : detail::sample_norm_layer<layer_norm_with<Epsilon>, 1, true, Epsilon> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_LAYER_NORM_HPP
