#ifndef CONSTPROP_LAYERS_GROUP_NORM_HPP
#define CONSTPROP_LAYERS_GROUP_NORM_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/sample_norm.hpp>

#include <cstddef>
#include <ratio>

namespace constprop {

/// Group normalization: y = g (x − μ) / √(σ² + ε) + b. μ and σ² are the mean and the biased variance over the channels of a
/// group and all positions, for each sample; each channel has its own g and b. Training and inference are equal, with
/// batches of any size. With one group it is what others call layer normalization of an image; with as many groups as
/// channels, it is instance normalization.
///
/// Shapes:      y like x, any extent; the values of a vector are its channels
/// backward:    dx = 1/√(σ² + ε) (g dy − mean(g dy) − x̂ mean(g dy x̂)) with x̂ = (x − μ)/√(σ² + ε), dg = Σ dy x̂, db = Σ dy
/// Parameters:  Channels gains "weight", 1 at first, then Channels biases, 0 at first
/// Memory:      none: the backward pass computes mean and variance again; works in place
/// Rejects:     a number of groups that does not divide the number of channels
/// Source:      PyTorch's nn.GroupNorm; Wu, He, arXiv:1803.08494
template <std::size_t Groups>
struct CONSTPROP_TAGGED group_norm
    : detail::sample_norm_layer<group_norm<Groups>, Groups, false, std::ratio<1, 100'000>> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_GROUP_NORM_HPP
