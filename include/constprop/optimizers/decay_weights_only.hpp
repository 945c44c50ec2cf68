#ifndef CONSTPROP_OPTIMIZERS_DECAY_WEIGHTS_ONLY_HPP
#define CONSTPROP_OPTIMIZERS_DECAY_WEIGHTS_ONLY_HPP

#include <constprop/kernels/target.hpp>

#include <concepts>

namespace constprop::inline CONSTPROP_TARGET {

/// Weight decay leaves out biases, and the gains of normalizations: it is for weights, which it keeps small, while a gain that
/// is small only changes what the next layer's weights have to be.
///
///     fit(net, loss, with(adamw{.weight_decay = 0.05}, decay_weights_only{}), inputs, targets, {.epochs = 5})
///
/// As two parameter groups of PyTorch's do, one of them with weight_decay = 0. For a rule of your own, its stepper has
/// `without_decay()`, a stepper that does the same without weight decay.
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
