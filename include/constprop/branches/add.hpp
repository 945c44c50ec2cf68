#ifndef CONSTPROP_BRANCHES_ADD_HPP
#define CONSTPROP_BRANCHES_ADD_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// y = Σ f_k(x): what several layers make of one input, added.
/// Each is a layer, or a chain of layers: `sequential<…>`.
///
/// Shapes:      all take x; y like what each layer gives; all give one extent
/// backward:    dx = Σ (∂f_k/∂x)ᵀ dy
/// Parameters:  those of the first, then of the next; in PyTorch, modules in an nn.ModuleList have the names 2.0.weight, 2.1.weight …
/// Memory:      a training pass keeps what each gives, and what is kept within; inference has one of them at a time
/// Rejects:     layers that take another extent, or give what does not go together
/// Source:      He, Zhang, Ren, Sun, Deep residual learning for image recognition, arXiv:1512.03385: a projection on the way around
template <class First, class... Rest>
struct CONSTPROP_TAGGED add : detail::parallel_layer<add<First, Rest...>, detail::added, First, Rest...> {};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_ADD_HPP
