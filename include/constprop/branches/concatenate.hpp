#ifndef CONSTPROP_BRANCHES_CONCATENATE_HPP
#define CONSTPROP_BRANCHES_CONCATENATE_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// What several layers make of one input, side by side: the channels of the first, then of the next, at each position.
/// Each is a layer, or a chain of layers: `sequential<…>`.
///
/// Shapes:      all take x; all give images of one height and width, or signals of one length, or vectors; y has the sum of their channels
/// backward:    dx = Σ (∂f_k/∂x)ᵀ dy_k, dy_k the channels of f_k
/// Parameters:  those of the first, then of the next; in PyTorch, modules in an nn.ModuleList have the names 2.0.weight, 2.1.weight …
/// Memory:      a training pass keeps what each gives, and what is kept within; inference has one of them at a time
/// Rejects:     layers that take another extent, or give what does not go together
/// Source:      PyTorch's torch.cat(…, dim=1); Huang et al., arXiv:1608.06993; Ronneberger et al., arXiv:1505.04597
template <class First, class... Rest>
struct CONSTPROP_TAGGED concatenate
    : detail::parallel_layer<concatenate<First, Rest...>, detail::concatenated, First, Rest...> {};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_CONCATENATE_HPP
