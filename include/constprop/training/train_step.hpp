#ifndef CONSTPROP_TRAINING_TRAIN_STEP_HPP
#define CONSTPROP_TRAINING_TRAIN_STEP_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/call_stack.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/arguments/workspace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/gradient.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/optimizers/optimizer.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// True if a layer overwrites values that its gradient needs. A layer that works on extents computes both in one call.
template <class Layer> inline constexpr bool overwrites_its_slope = layer_in_place<Layer> && !works_on_extents<Layer>;

/// True if weights can be updated during the backward pass: no layer with parameters overwrites what its gradient needs.
template <class Network> constexpr bool updates_on_the_way() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (!(Network::shape_of(K).parameters() > 0 &&
                  overwrites_its_slope<typename Network::template layer_type<K>>) &&
                ...);
    }(std::make_index_sequence<Network::layer_count>{});
}

/// True if a step needs the whole gradient before it updates: with clipping, with layers that overwrite what their gradient
/// needs, and if gradients of slices or sequences are added up.
template <class Network, class Optimizer, std::size_t Batch, class Sample = typename Network::input_type,
          class Memory = stack_memory>
inline constexpr bool has_whole_gradient = Optimizer::needs_whole_gradient || !updates_on_the_way<Network>() ||
                                           is_sequence<Sample> || works_in_slices<Network, Batch, Memory>;

/// Where a training step writes the statistics that layers measure.
template <class Network> constexpr auto measured_in([[maybe_unused]] Network& net) noexcept {
    if constexpr (Network::statistic_count > 0) return &net;
    else return unasked{};
}

/// Updates parameters as soon as their gradients are computed.
template <class Network, class Optimizer> struct updates_of {
    Network& net;
    Optimizer& optimizer;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& /*of*/) const noexcept {
        return optimizer.template update<Stage::index>(net);
    }
};

/// One step of the optimizer with the gradient of `count` ≤ Batch samples. Each gradient updates its weight while it is in
/// registers, so no gradient lies in memory, except with clipping, which needs all of it first. Never inlined, so that
/// its stack frame does not add to that of a caller who keeps samples there.
template <std::size_t Batch, class Network, class Optimizer, class Loss, class Sample, class Target, class Kind,
          class Memory>
[[gnu::noinline]] constexpr auto train_batch(Network& net, Optimizer& optimizer, const Loss& loss, const Sample* x,
                                             const Target* y, std::size_t count, const Kind& kind,
                                             Memory& memory) noexcept {
    if constexpr (has_whole_gradient<Network, Optimizer, Batch, Sample, Memory>) {
        auto&& whole = room_for<whole_gradient<Network>>(memory);
        const auto sums = find_gradient<Batch>(net, loss, x, y, count, kind, measured_in(net), whole.gradient, memory);
        optimizer.step(net, whole.gradient);
        return sums;
    } else {
        optimizer.begin_step();
        return backpropagate<with_respect_to::parameters, Batch>(
            net, loss, x, y, count, kind, none, measured_in(net), nullptr,
            updates_of<Network, Optimizer>{net, optimizer}, memory);
    }
}

/// Steps of the optimizer along sequences, `Most` time steps at a time: states are carried on, and gradients go no further back
/// than these steps. If none of them has a target, there is nothing to learn.
template <std::size_t Batch, std::size_t Most, class Network, class Optimizer, class Loss, class Sequence, class Target,
          class Kind, class Memory>
[[gnu::noinline]] constexpr auto train_by_steps(Network& net, Optimizer& optimizer, const Loss& loss, const Sequence* x,
                                                const Target* y, std::size_t count, const Kind& kind,
                                                typename Network::state_type* states, Memory& memory) noexcept {
    auto&& whole = room_for<whole_gradient<Network>>(memory);
    loss_sums<typename Network::scalar> all;
    for (std::size_t first = 0; first < sequence_traits<Sequence>::steps; first += Most) {
        const auto sums = find_gradient_of_steps<Most>(
            net, loss, x, y, count, first, kind, measured_in(net),
            [&](std::size_t n_) noexcept -> auto& { return states[n_]; }, whole.gradient, memory);
        if (sums.share > typename Network::scalar(0)) optimizer.step(net, whole.gradient);
        all.add(sums);
    }
    return all;
}

/// Bytes of stack that a step with `Batch` samples uses; see call_stack.hpp.
template <class Network, class Optimizer, std::size_t Batch, class Sample = typename Network::input_type,
          class Memory = stack_memory>
constexpr std::size_t bytes_of_step() noexcept {
    if constexpr (!is_on_the_stack<Memory>) return 0;
    else
        return bytes_of_samples<Network, Sample, Batch>() +
               (has_whole_gradient<Network, Optimizer, Batch, Sample> ? sizeof(typename Network::gradient_type) : 0);
}

/// An optimizer may be a user's own class. An optimizer of this library belongs to one type of network.
template <class Optimizer> struct optimizer_traits {
    using network = void;
};
template <class Network, class Rule, class... Modifiers>
struct optimizer_traits<optimizer<Network, Rule, Modifiers...>> {
    using network = Network;
};
template <class Network, class Optimizer>
inline constexpr bool is_optimizer =
    requires(Optimizer& optimizer, Network& net, const typename Network::gradient_type& gradient) {
        Optimizer::needs_whole_gradient;
        optimizer.step(net, gradient);
    };

/// True if `Optimizer` can step `Network`, both given as forwarding references.
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

/// Says that a layer draws random bits, but the step got no `pass`.
template <class Network> constexpr void reject_step_without_pass() noexcept {
    constexpr std::size_t at = Network::first_that_draws;
    using sentence = typename errors::layer<at, typename Network::template layer_type<at>>::draws_at_random;
    static_assert(errors::step_has_a_pass<sentence>,
                  "A training step in which a layer draws at random has a seed and a number. Give them at the end: "
                  "train_step(net, optimizer, loss, x, y, pass{.seed = 1, .step = n}).");
}

/// The kinds of arguments behind the targets.
struct a_pass {
    template <class Type> static constexpr bool is_one = std::is_same_v<Type, pass>;
};
template <class Network> struct a_state_of {
    template <class Type> static constexpr bool is_one = std::is_same_v<Type, typename Network::state_type>;
};
template <class Network, class Type>
inline constexpr bool is_said_of_step =
    a_pass::is_one<Type> || is_workspace<Type> || a_state_of<Network>::template is_one<Type>;
inline constexpr no_pass without_pass{};
struct no_state {};
inline constexpr no_state without_state{};

}  // namespace detail

/// One step of training on a sample or a batch: differentiates, updates the network, and returns the loss before the
/// update.
///
/// Computes the same as `differentiate` and `optimizer.step`; x and y are as for `differentiate`. Network and optimizer
/// both change, so both are variables. These arguments may follow, in any order:
///
/// - a `pass`, a new one for each step, for networks whose layers draw random bits, such as dropout;
/// - a `workspace`, for values that do not fit on the stack;
/// - if x is a sequence, the next steps of a stream, its `state`: the step starts from it and moves it on. No gradient
///   goes back beyond these steps, so a recording of any length can be learned piece by piece (truncated
///   backpropagation through time; Williams, Peng, An efficient gradient-based algorithm for on-line training of recurrent
///   networks, 1990).
template <class Network, class Optimizer, class Loss, class Inputs = detail::braced_input<std::remove_cvref_t<Network>>,
          class Targets = detail::braced_output<std::remove_cvref_t<Network>>, class... Rest>
requires(detail::is_network<std::remove_cvref_t<Network>> &&
         (detail::is_said_of_step<std::remove_cvref_t<Network>, std::remove_cvref_t<Rest>> && ...))
constexpr auto train_step(Network&& net, Optimizer&& optimizer, const Loss& loss, const Inputs& x, const Targets& y,
                          Rest&&... rest) noexcept -> typename std::remove_cvref_t<Network>::scalar {
    using T = typename std::remove_cvref_t<Network>::scalar;
    using network = std::remove_cvref_t<Network>;
    using sample = detail::sample_of<network, Inputs>;
    [[maybe_unused]] const auto& of = detail::among<detail::a_pass>(detail::without_pass, rest...);
    [[maybe_unused]] auto& state = detail::among<detail::a_state_of<network>>(detail::without_state, rest...);
    [[maybe_unused]] auto& memory = detail::among<detail::a_workspace>(detail::on_the_stack, rest...);
    using memory_type = std::remove_cvref_t<decltype(memory)>;
    constexpr std::size_t batch = detail::samples_at_once<network, Inputs>(),
                          rows = detail::rows_of_samples<sample, batch>;
    constexpr bool goes_on = !std::is_same_v<std::remove_cvref_t<decltype(state)>, detail::no_state>;
    if constexpr (!detail::may_step<Network, Optimizer>()) {
        return detail::reject_optimizer<Network, Optimizer>(), T{};
    } else if constexpr (!detail::suits_time<network, Inputs>) {
        return detail::reject_time<network, Inputs>(), T{};
    } else if constexpr (goes_on && network::needs_whole_sequence) {
        return detail::reject_steps<network>(), T{};
    } else if constexpr (!detail::is_trainable<network>) {
        return detail::reject_training<network>(), T{};
    } else if constexpr (batch < network::fewest_samples) {
        return detail::reject_batch<network, batch>(), T{};
    } else if constexpr (network::draws && std::is_same_v<std::remove_cvref_t<decltype(of)>, detail::no_pass>) {
        return detail::reject_step_without_pass<network>(), T{};
    } else if constexpr (!detail::is_complete_loss<network, Loss>) {
        return detail::reject_loss<network, Loss>(), T{};
    } else if constexpr (!detail::suits_workspace<network, rows, memory_type>()) {
        return detail::reject_workspace<network, rows, memory_type>(), T{};
    } else {
        detail::keep_stack_budget<
            network, detail::bytes_of_step<network, std::remove_cvref_t<Optimizer>, batch, sample, memory_type>()>();
        return detail::with_samples<T>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept -> T {
            const auto kind_ = detail::training_kind<network>(of);
            if constexpr (detail::is_sequence_for<network, Inputs> && goes_on)
                return detail::train_by_steps<1, rows>(net, optimizer, loss, x_, y_, 1, kind_, &state, memory).mean();
            else return detail::train_batch<batch_()>(net, optimizer, loss, x_, y_, batch_(), kind_, memory).mean();
        });
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRAINING_TRAIN_STEP_HPP
