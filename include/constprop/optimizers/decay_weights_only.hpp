#ifndef CONSTPROP_OPTIMIZERS_DECAY_WEIGHTS_ONLY_HPP
#define CONSTPROP_OPTIMIZERS_DECAY_WEIGHTS_ONLY_HPP

#include <constprop/kernels/target.hpp>

#include <concepts>

namespace constprop::inline CONSTPROP_TARGET {

/// Applies weight decay to weights only, not to biases and gains. Decay keeps weights small; a small gain would only change
/// the scale that the next layer's weights need.
///
///     fit(net, loss, with(adamw{.weight_decay = 0.05}, decay_weights_only{}), inputs, targets, {.epochs = 5})
///
/// Equal to two parameter groups in PyTorch, one of them with weight_decay = 0. A rule of your own needs a stepper with
/// `without_decay()`, which returns a stepper that updates without weight decay.
struct decay_weights_only {
    using final_type = decay_weights_only;

    static constexpr bool decays_weights_only = true;
};

namespace detail {
template <class Modifier> inline constexpr bool decays_weights_only = false;
template <class Modifier>
requires requires {
    { Modifier::decays_weights_only } -> std::convertible_to<bool>;
}
inline constexpr bool decays_weights_only<Modifier> = Modifier::decays_weights_only;
}  // namespace detail

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_OPTIMIZERS_DECAY_WEIGHTS_ONLY_HPP
