#ifndef CONSTPROP_BRANCHES_CONCATENATE_HPP
#define CONSTPROP_BRANCHES_CONCATENATE_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// The outputs of several layers for one input, side by side: at each position the channels of the first, then of the next.
/// Each is a layer, or a chain of layers, `sequential<…>`.
///
/// Shapes:      all branches take x, and give images of one size, signals of one length, or vectors; y has all their channels
/// backward:    dx = Σ (∂f_k/∂x)ᵀ dy_k, dy_k the channels of f_k
/// Parameters:  those of the first branch, then of the next; PyTorch's modules in an nn.ModuleList are 2.0.weight, 2.1.weight …
/// Memory:      a training pass keeps each branch's output and the values within; inference keeps one branch's output at a time
/// Rejects:     branches that take another extent, or whose outputs cannot be concatenated
/// Source:      PyTorch's torch.cat(…, dim=1); Huang et al., arXiv:1608.06993; Ronneberger et al., arXiv:1505.04597
template <class... Branches>
struct CONSTPROP_TAGGED concatenate
    : detail::parallel_layer<concatenate<Branches...>, detail::concatenated, Branches...> {};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_CONCATENATE_HPP
