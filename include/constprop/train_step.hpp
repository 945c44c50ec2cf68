#ifndef CONSTPROP_TRAIN_STEP_HPP
#define CONSTPROP_TRAIN_STEP_HPP

#include <constprop/braced.hpp>
#include <constprop/call_stack.hpp>
#include <constprop/errors.hpp>
#include <constprop/gradient.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/samples.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// Whether a layer writes over what its gradient is made of. One that works on extents makes both in one call, and does not.
template <class Layer> inline constexpr bool overwrites_its_slope = layer_in_place<Layer> && !works_on_extents<Layer>;

/// Whether weights can be updated on the way back: no layer with parameters writes over what its gradient is made of.
template <class Network> constexpr bool updates_on_the_way() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (!(Network::shape_of(K).parameters() > 0 &&
                  overwrites_its_slope<typename Network::template layer_type<K>>)&&...);
    }
    (std::make_index_sequence<Network::layer_count>{});
}

/// Whether a step has all of the gradient before it updates: for clipping, for layers whose gradient is of what they write
/// over, and where the gradients of slices, or of sequences, are added up.
template <class Network, class Optimizer, std::size_t Batch, class Sample = typename Network::input_type>
inline constexpr bool has_whole_gradient = Optimizer::needs_whole_gradient || !updates_on_the_way<Network>() ||
                                           is_sequence<Sample> || works_in_slices<Network, Batch>;

/// Where a training step writes what layers measure.
template <class Network> constexpr auto measured_in([[maybe_unused]] Network& net) noexcept {
    if constexpr (Network::statistic_count > 0) return &net;
    else return unasked{};
}

/// Updates parameters as their gradients come.
template <class Network, class Optimizer> struct updates_of {
    Network& net;
    Optimizer& optimizer;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& /*of*/) const noexcept {
        return optimizer.template update<Stage::index>(net);
    }
};

/// One step of the optimizer, by the gradient of `count` ≤ Batch samples. Each gradient updates its weight while it is in
/// registers, so that there is no gradient in memory; with clipping, which looks at all of it first, there is. Never
/// inlined, so that its stack frame does not add to that of a caller who keeps samples there.
template <std::size_t Batch, class Network, class Optimizer, class Loss, class Sample, class Target, class Kind>
[[gnu::noinline]] constexpr auto train_batch(Network& net, Optimizer& optimizer, const Loss& loss, const Sample* x,
                                             const Target* y, std::size_t count, const Kind& kind) noexcept {
    if constexpr (has_whole_gradient<Network, Optimizer, Batch, Sample>) {
        typename Network::gradient_type gradient;
        const auto sums = find_gradient<Batch>(net, loss, x, y, count, kind, measured_in(net), gradient);
        optimizer.step(net, gradient);
        return sums;
    } else {
        optimizer.begin_step();
        return backpropagate<with_respect_to::parameters, Batch>(net, loss, x, y, count, kind, none, measured_in(net),
                                                                 nullptr,
                                                                 updates_of<Network, Optimizer>{net, optimizer});
    }
}

/// Steps of the optimizer by sequences, of which `Most` steps at a time are worked through: the states are carried on, and no
/// gradient goes further back than those steps. Where none of them has a target, there is nothing to learn.
template <std::size_t Batch, std::size_t Most, class Network, class Optimizer, class Loss, class Sequence, class Target,
          class Kind>
[[gnu::noinline]] constexpr auto train_by_steps(Network& net, Optimizer& optimizer, const Loss& loss, const Sequence* x,
                                                const Target* y, std::size_t count, const Kind& kind,
                                                typename Network::state_type* states) noexcept {
    typename Network::gradient_type gradient;
    loss_sums<typename Network::scalar> all;
    for (std::size_t first = 0; first < sequence_traits<Sequence>::steps; first += Most) {
        const auto sums = find_gradient_of_steps<Most>(
            net, loss, x, y, count, first, kind,
            measured_in(net), [&](std::size_t n_) noexcept -> auto& { return states[n_]; }, gradient);
        if (sums.share > typename Network::scalar(0)) optimizer.step(net, gradient);
        all.add(sums);
    }
    return all;
}

/// Bytes that a step with `Batch` samples puts on the stack; see call_stack.hpp.
template <class Network, class Optimizer, std::size_t Batch, class Sample = typename Network::input_type>
constexpr std::size_t bytes_of_step() noexcept {
    return bytes_of_samples<Network, Sample, Batch>() +
           (has_whole_gradient<Network, Optimizer, Batch, Sample> ? sizeof(typename Network::gradient_type) : 0);
}

/// An optimizer may be a user's own class. One of this library belongs to one type of network.
template <class Optimizer> struct optimizer_traits { using network = void; };
template <class Network, class Rule, class... Modifiers>
struct optimizer_traits<optimizer<Network, Rule, Modifiers...>> {
    using network = Network;
};
template <class Network, class Optimizer>
inline constexpr bool is_optimizer = requires(Optimizer& optimizer, Network& net,
                                              const typename Network::gradient_type& gradient) {
    Optimizer::needs_whole_gradient;
    optimizer.step(net, gradient);
};

/// Whether `Optimizer` may step `Network`, both given as forwarding references.
template <class Network, class Optimizer> constexpr bool may_step() noexcept {
    using network = std::remove_cvref_t<Network>;
    using given = std::remove_cvref_t<Optimizer>;
    using own = typename optimizer_traits<given>::network;
    if constexpr (!is_variable<Network> || !is_variable<Optimizer>) return false;
    else return is_optimizer<network, given> && (std::is_void_v<own> || std::is_same_v<own, network>);
}
template <class Network, class Optimizer> constexpr void reject_optimizer() noexcept {
    using network = std::remove_cvref_t<Network>;
    using given = std::remove_cvref_t<Optimizer>;
    if constexpr (network::layer_count == 0 || std::is_same_v<given, no_optimizer>) {
        return;
    } else if constexpr (is_rule<given>) {
        using sentence = typename errors::type<given>::is_a_rule_and_no_optimizer;
        static_assert(errors::optimizer_steps<sentence>,
                      "A step takes an optimizer, which remembers the ones before. Make one: auto optimizer = "
                      "make_optimizer(net, rule).");
    } else if constexpr (!is_optimizer<network, given>) {
        static_assert(
            errors::optimizer_steps<typename errors::type<given>::is_no_optimizer>,
            "The argument after the network is an optimizer; the loss comes after it. Make one: auto optimizer = "
            "make_optimizer(net, rule).");
    } else if constexpr (!is_variable<Network> || !is_variable<Optimizer>) {
        static_assert(
            errors::training_can_write<said_of_constant<std::conditional_t<is_variable<Network>, Optimizer, Network>>>,
            "A training step changes the network and the optimizer. Give variables that are not const.");
    } else {
        using made_for = errors::optimizer_made_for<typename optimizer_traits<given>::network>;
        using sentence = typename made_for::template but_given<network>;
        static_assert(errors::networks_are_the_same<sentence>,
                      "An optimizer steps networks of the type that it was made for. Call make_optimizer with this "
                      "network.");
    }
}

/// Says that a layer draws at random from a pass that is not there.
template <class Network> constexpr void reject_step_without_pass() noexcept {
    constexpr std::size_t at = Network::first_that_draws;
    using sentence = typename errors::layer<at, typename Network::template layer_type<at>>::draws_at_random;
    static_assert(errors::step_has_a_pass<sentence>,
                  "A training step in which a layer draws at random has a seed and a number. Give them at the end: "
                  "train_step(net, optimizer, loss, x, y, pass{.seed = 1, .step = n}).");
}

}  // namespace detail

/// One step of training on a sample or a batch: differentiates, updates the network, returns the loss before the
/// update.
///
/// Computes what `differentiate` and `optimizer.step` compute; x and y are what `differentiate` takes. Network and optimizer
/// are variables: both change. A network with layers that draw random bits, such as dropout, needs a `pass`, another for
/// each step.
template <class Network, class Optimizer, class Loss, class Inputs = detail::braced_input<std::remove_cvref_t<Network>>,
          class Targets = detail::braced_output<std::remove_cvref_t<Network>>, detail::says_pass Pass = detail::no_pass>
requires detail::is_network<std::remove_cvref_t<Network>>
constexpr auto train_step(Network&& net, Optimizer&& optimizer, const Loss& loss, const Inputs& x, const Targets& y,
                          [[maybe_unused]] const Pass& of = {}) noexcept ->
    typename std::remove_cvref_t<Network>::scalar {
    using T = typename std::remove_cvref_t<Network>::scalar;
    using network = std::remove_cvref_t<Network>;
    if constexpr (!detail::may_step<Network, Optimizer>()) {
        return detail::reject_optimizer<Network, Optimizer>(), T{};
    } else if constexpr (!detail::suits_time<network, Inputs>) {
        return detail::reject_time<network, Inputs>(), T{};
    } else if constexpr (!detail::is_trainable<network>) {
        return detail::reject_training<network>(), T{};
    } else if constexpr (detail::samples_at_once<network, Inputs>() < network::fewest_samples) {
        return detail::reject_batch<network, detail::samples_at_once<network, Inputs>()>(), T{};
    } else if constexpr (network::draws && std::is_same_v<Pass, detail::no_pass>) {
        return detail::reject_step_without_pass<network>(), T{};
    } else if constexpr (!detail::is_complete_loss<network, Loss>) {
        return detail::reject_loss<network, Loss>(), T{};
    } else {
        detail::keep_stack_budget<network, detail::bytes_of_step<network, std::remove_cvref_t<Optimizer>,
                                                                 detail::samples_at_once<network, Inputs>(),
                                                                 detail::sample_of<network, Inputs>>()>();
        return detail::with_samples<T>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept -> T {
            return detail::train_batch<batch_()>(net, optimizer, loss, x_, y_, batch_(),
                                                 detail::training_kind<network>(of))
                .mean();
        });
    }
}

/// The same on the next steps of a stream, a sequence: it begins with `state` and carries it on. No gradient goes back beyond
/// those steps, so that a recording of any length is learned from piece by piece (truncated backpropagation through time).
///
/// Source:      Williams, Peng, An efficient gradient-based algorithm for on-line training of recurrent networks, 1990
template <class Network, class Optimizer, class Loss, class Inputs,
          class Targets = detail::braced_output<std::remove_cvref_t<Network>>, detail::says_pass Pass = detail::no_pass>
requires detail::is_network<std::remove_cvref_t<Network>>
constexpr auto train_step(Network&& net, Optimizer&& optimizer, const Loss& loss, const Inputs& x, const Targets& y,
                          typename std::remove_cvref_t<Network>::state_type& state,
                          [[maybe_unused]] const Pass& of = {}) noexcept ->
    typename std::remove_cvref_t<Network>::scalar {
    using T = typename std::remove_cvref_t<Network>::scalar;
    using network = std::remove_cvref_t<Network>;
    if constexpr (!detail::is_sequence_for<network, Inputs> || !detail::may_step<Network, Optimizer>() ||
                  !detail::suits_time<network, Inputs> || !detail::is_trainable<network> ||
                  (network::draws && std::is_same_v<Pass, detail::no_pass>) ||
                  !detail::is_complete_loss<network, Loss>) {
        return train_step(net, optimizer, loss, x, y, of);  // which says what is wrong
    } else {
        constexpr std::size_t steps = detail::sequence_traits<Inputs>::steps;
        detail::keep_stack_budget<network,
                                  detail::bytes_of_step<network, std::remove_cvref_t<Optimizer>, 1, Inputs>()>();
        return detail::with_samples<T>(
            net, loss, x, y, [&](const auto* x_, const auto* y_, auto /*one*/) noexcept -> T {
                return detail::train_by_steps<1, steps>(net, optimizer, loss, x_, y_, 1,
                                                        detail::training_kind<network>(of), &state)
                    .mean();
            });
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRAIN_STEP_HPP
