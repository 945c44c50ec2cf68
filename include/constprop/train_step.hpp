#ifndef CONSTPROP_TRAIN_STEP_HPP
#define CONSTPROP_TRAIN_STEP_HPP

#include <constprop/braced.hpp>
#include <constprop/call_stack.hpp>
#include <constprop/errors.hpp>
#include <constprop/gradient.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/samples.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// Whether weights can be updated on the way back: no layer with parameters writes over what its gradient is made of.
template <class Network> constexpr bool updates_on_the_way() noexcept {
    for (std::size_t k = 0; k < Network::layer_count; ++k)
        if (Network::shape_of(k).parameters() > 0 && Network::works_in_place(k)) return false;
    return true;
}

/// One step of the optimizer, by the gradient of `count` ≤ Batch samples. Each gradient updates its weight while it is in
/// registers, so that there is no gradient in memory; with clipping, which looks at all of it first, there is. Never
/// inlined, so that its stack frame does not add to that of a caller who keeps samples there.
template <std::size_t Batch, class Network, class Optimizer, class Loss, class Target>
[[gnu::noinline]] constexpr auto train_batch(Network& net, Optimizer& optimizer, const Loss& loss,
                                             const typename Network::input_type* x, const Target* y,
                                             std::size_t count) noexcept {
    if constexpr (Optimizer::needs_whole_gradient || !updates_on_the_way<Network>()) {
        Network gradient;
        const auto sums = find_gradient<Batch>(net, loss, x, y, count, gradient);
        optimizer.step(net, gradient);
        return sums;
    } else {
        optimizer.begin_step();
        return backpropagate<with_respect_to::parameters, Batch>(
            net, loss, x, y, count, [&](const auto& stage_) noexcept {
                return optimizer.template update<std::remove_cvref_t<decltype(stage_)>::index>(net);
            });
    }
}

/// Bytes that a step with `Batch` samples puts on the stack; see call_stack.hpp.
template <class Network, class Optimizer, std::size_t Batch> constexpr std::size_t bytes_of_step() noexcept {
    constexpr bool has_gradient = Optimizer::needs_whole_gradient || !updates_on_the_way<Network>();
    return bytes_of_passes<Network, Batch>() + (has_gradient ? sizeof(Network) : 0);
}

/// An optimizer may be of anyone's make, but one of ours belongs to one type of network.
template <class Optimizer> struct optimizer_traits { using network = void; };
template <class Network, class Rule, class... Modifiers>
struct optimizer_traits<optimizer<Network, Rule, Modifiers...>> {
    using network = Network;
};
template <class Network, class Optimizer> constexpr bool may_step() noexcept {
    using own = typename optimizer_traits<Optimizer>::network;
    return (std::is_void_v<own> && !is_rule<Optimizer>) || std::is_same_v<own, Network>;
}
template <class Network, class Optimizer> constexpr void reject_optimizer() noexcept {
    if constexpr (Network::layer_count == 0) {
        return;
    } else if constexpr (is_rule<Optimizer>) {
        using sentence = typename errors::type<Optimizer>::is_a_rule_and_no_optimizer;
        static_assert(errors::optimizer_steps<sentence>,
                      "A step takes an optimizer, which remembers the ones before. Make one: auto optimizer = "
                      "make_optimizer(net, rule).");
    } else {
        using made_for = errors::optimizer_made_for<typename optimizer_traits<Optimizer>::network>;
        using sentence = typename made_for::template but_given<Network>;
        static_assert(errors::networks_are_the_same<sentence>,
                      "An optimizer steps networks of the type that it was made for. Call make_optimizer with this "
                      "network.");
    }
}

}  // namespace detail

/// One step of training on a sample or a batch: differentiates, updates the network, returns the loss before the
/// update.
///
/// Computes what `differentiate` and `optimizer.step` compute; x and y are what `differentiate` takes.
template <class Network, class Optimizer, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
constexpr typename Network::scalar train_step(Network& net, Optimizer& optimizer, const Loss& loss, const Inputs& x,
                                              const Targets& y) noexcept {
    using T = typename Network::scalar;
    if constexpr (!detail::may_step<Network, Optimizer>()) {
        return detail::reject_optimizer<Network, Optimizer>(), T{};
    } else {
        detail::keep_stack_budget<
            Network, detail::bytes_of_step<Network, Optimizer, detail::samples_at_once<Network, Inputs>()>()>();
        return detail::with_samples<T>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept -> T {
            return detail::train_batch<batch_()>(net, optimizer, loss, x_, y_, batch_()).mean();
        });
    }
}

/// A rule is no optimizer, and is told so.
template <class Network, class Rule, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires(detail::is_network<Network>&& detail::is_rule<Rule>) constexpr typename Network::scalar
    train_step(Network& /*net*/, const Rule& /*rule*/, const Loss& /*loss*/, const Inputs& /*x*/,
               const Targets& /*y*/) noexcept {
    return detail::reject_optimizer<Network, Rule>(), typename Network::scalar{};
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRAIN_STEP_HPP
