#ifndef CONSTPROP_TRAIN_STEP_HPP
#define CONSTPROP_TRAIN_STEP_HPP

#include <constprop/braced.hpp>
#include <constprop/gradient.hpp>
#include <constprop/optimizers/optimizer.hpp>

namespace constprop {

/// One step of training on a sample or a batch: differentiates, updates the network, returns the loss before the
/// update.
///
/// Computes what `differentiate` and `optimizer.step` compute; x and y are what `differentiate` takes.
template <class Network, class Optimizer, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
constexpr typename Network::scalar train_step(Network& net, Optimizer& optimizer, const Loss& loss, const Inputs& x,
                                              const Targets& y) noexcept {
    const auto result = differentiate(net, loss, x, y);
    optimizer.step(net, result.gradient);
    return result.loss;
}

}  // namespace constprop

#endif  // CONSTPROP_TRAIN_STEP_HPP
