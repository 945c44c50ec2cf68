#ifndef CONSTPROP_BRANCHES_MULTIPLY_HPP
#define CONSTPROP_BRANCHES_MULTIPLY_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// y = Π f_k(x): what several layers make of one input, multiplied value by value.
/// Each is a layer, or a chain of layers: `sequential<…>`.
///
/// Shapes:      all take x; y like what each layer gives; all give one extent
/// backward:    dx = Σ (∂f_k/∂x)ᵀ (dy Π of the others)
/// Parameters:  those of the first, then of the next; in PyTorch, modules in an nn.ModuleList have the names 2.0.weight, 2.1.weight …
/// Memory:      a training pass keeps what each gives, and what is kept within; inference has one of them at a time
/// Rejects:     layers that take another extent, or give what does not go together
/// Source:      Dauphin, Fan, Auli, Grangier, Language modeling with gated convolutional networks, arXiv:1612.08083
template <class First, class... Rest>
struct CONSTPROP_TAGGED multiply
    : detail::parallel_layer<multiply<First, Rest...>, detail::multiplied, First, Rest...> {};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_MULTIPLY_HPP
