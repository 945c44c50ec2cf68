#ifndef CONSTPROP_LAYERS_GROUP_NORM_HPP
#define CONSTPROP_LAYERS_GROUP_NORM_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/sample_norm.hpp>

#include <cstddef>
#include <ratio>

namespace constprop {

/// Group normalization: y = g (x − μ) / √(σ² + ε) + b with μ and σ² the mean and the biased variance over the channels of a
/// group and all positions, for each sample; each channel has its own g and b. The same in training and on a device, and
/// with batches of any size. One group is what others call layer normalization of an image; as many groups as channels,
/// instance normalization.
///
/// Shapes:      y like x, any extent; the values of a vector are its channels
/// backward:    dx = 1/√(σ² + ε) (g dy − mean(g dy) − x̂ mean(g dy x̂)) with x̂ = (x − μ)/√(σ² + ε), dg = Σ dy x̂, db = Σ dy
/// Parameters:  Channels gains "weight", 1 at first, then Channels biases, 0 at first
/// Memory:      none: mean and variance are computed anew on the way back; works in place
/// Rejects:     a number of groups that does not divide the number of channels
/// Source:      PyTorch's nn.GroupNorm; Wu, He, arXiv:1803.08494
template <std::size_t Groups>
struct CONSTPROP_TAGGED group_norm
    : detail::sample_norm_layer<group_norm<Groups>, Groups, false, std::ratio<1, 100'000>> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_GROUP_NORM_HPP
