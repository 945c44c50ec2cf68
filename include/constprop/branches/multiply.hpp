#ifndef CONSTPROP_BRANCHES_MULTIPLY_HPP
#define CONSTPROP_BRANCHES_MULTIPLY_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// y = Π f_k(x): the elementwise product of several layers' outputs for one input. Each f_k is a layer, or a chain of layers,
/// `sequential<…>`.
///
/// Shapes:      all branches take x and give one extent, which is that of y
/// backward:    dx = Σ (∂f_k/∂x)ᵀ (dy Π of the others)
/// Parameters:  those of the first branch, then of the next; PyTorch's modules in an nn.ModuleList are 2.0.weight, 2.1.weight …
/// Memory:      a training pass keeps each branch's output and the values within; inference keeps one branch's output at a time
/// Rejects:     branches that take another extent, or whose outputs cannot be multiplied
/// Source:      Dauphin, Fan, Auli, Grangier, Language modeling with gated convolutional networks, arXiv:1612.08083
template <class... Branches>
struct CONSTPROP_TAGGED multiply : detail::parallel_layer<multiply<Branches...>, detail::multiplied, Branches...> {};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_MULTIPLY_HPP
