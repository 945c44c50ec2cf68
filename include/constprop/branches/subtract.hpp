#ifndef CONSTPROP_BRANCHES_SUBTRACT_HPP
#define CONSTPROP_BRANCHES_SUBTRACT_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// y = f_0(x) − Σ f_k(x), k > 0: what is left of the first layer's output. Each f_k is a layer, or a chain of layers, `sequential<…>`.
///
/// Shapes:      all branches take x and give one extent, which is that of y
/// backward:    dx = (∂f_0/∂x)ᵀ dy − Σ (∂f_k/∂x)ᵀ dy
/// Parameters:  those of the first branch, then of the next; PyTorch's modules in an nn.ModuleList are 2.0.weight, 2.1.weight …
/// Memory:      a training pass keeps each branch's output and the values within; inference keeps one branch's output at a time
/// Rejects:     branches that take another extent, or whose outputs cannot be subtracted
template <class... Branches>
struct CONSTPROP_TAGGED subtract : detail::parallel_layer<subtract<Branches...>, detail::subtracted, Branches...> {};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_SUBTRACT_HPP
