#ifndef CONSTPROP_OPTIMIZERS_KEEP_ZEROS_HPP
#define CONSTPROP_OPTIMIZERS_KEEP_ZEROS_HPP

#include <constprop/kernels/target.hpp>

#include <concepts>

namespace constprop::inline CONSTPROP_TARGET {

/// Weights that are 0 stay 0, whatever their gradient: for training after `prune`. Weights that become exactly 0 in training
/// stay 0, too. Biases are not affected.
///
///     fit(prune(net, smallest{.fraction = 0.9}), loss, with(adam{}, keep_zeros{}), inputs, targets, {.epochs = 5})
///
/// The rule's buffers, and clipping by norm, still use the gradients of these weights.
struct keep_zeros {
    using final_type = keep_zeros;

    static constexpr bool keeps_zeros = true;
};

namespace detail {
template <class Modifier> inline constexpr bool keeps_zeros = false;
template <class Modifier>
requires requires {
    { Modifier::keeps_zeros } -> std::convertible_to<bool>;
}
inline constexpr bool keeps_zeros<Modifier> = Modifier::keeps_zeros;
}  // namespace detail

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_OPTIMIZERS_KEEP_ZEROS_HPP
