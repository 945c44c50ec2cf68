#ifndef CONSTPROP_BACKPROPAGATION_OVER_TIME_HPP
#define CONSTPROP_BACKPROPAGATION_OVER_TIME_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/arguments/workspace.hpp>
#include <constprop/backpropagation/backpropagate.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/network.hpp>

#include <cstddef>

/// Backpropagation through time: the gradient of sequences.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Works through sequences one after the other, at most `Most` steps of each, from step `first` on. Calls
/// work(n, now, kind, states, whole), where `now` has the rows and targets of these steps of sequence n, and states_of(n)
/// gives its states.
template <std::size_t Most, class Network, class Loss, class Sequence, class Target, class Kind, class StatesOf,
          class Work>
constexpr auto for_each_sequence(const Loss& loss, const Sequence* x, const Target* y, std::size_t count,
                                 std::size_t first, const Kind& kind, const StatesOf& states_of,
                                 const Work& work) noexcept {
    using T = typename Network::scalar;
    kernels::sum_of<T> whole = T(0);
    for (std::size_t n = 0; n < count; ++n)
        if (x[n].size() > first) {
            const auto now = stretch(x[n], y[n], first, Most);
            whole += share_of<Network::output_size, T>(loss, now.y, now.count);
        }
    loss_sums<T> sums;
    for (std::size_t n = 0; n < count; ++n)
        if (x[n].size() > first) {
            const auto now = stretch(x[n], y[n], first, Most);
            auto&& states = states_of(n);
            sums.add(work(n, now, kind.from_sample(n * sequence_traits<Sequence>::steps + first), states, whole));
        }
    return sums;
}

/// Starts each sequence with states of zeros.
template <class Network> struct states_of_zeros {
    constexpr typename Network::state_type operator()(std::size_t /*n*/) const noexcept { return {}; }
};

/// The gradient of sequences, or of some of their steps, through time: the sum of the gradients of each.
template <std::size_t Most, class Network, class Loss, class Sequence, class Target, class Kind, class Measured,
          class StatesOf, class Memory>
constexpr auto find_gradient_of_steps(const Network& net, const Loss& loss, const Sequence* x, const Target* y,
                                      std::size_t count, std::size_t first, const Kind& kind, Measured measured,
                                      const StatesOf& states_of, typename Network::gradient_type& gradient,
                                      Memory& memory) noexcept {
    for_each_parameter([](auto& slope_) noexcept { slope_ = typename Network::scalar(0); }, gradient);
    return for_each_sequence<Most, Network>(
        loss, x, y, count, first, kind, states_of,
        [&](std::size_t /*n*/, const auto& now_, const Kind& kind_, auto& states_, auto whole_) noexcept {
            return backpropagate<with_respect_to::parameters, Most>(
                net, loss, now_.x, now_.y, now_.count, kind_, states_, measured, whole_,
                gradient_sink<kernels::add_to, typename Network::gradient_type>{gradient}, memory);
        });
}
template <std::size_t Batch, class Network, class Loss, class Sequence, class Target, class Kind, class Measured,
          class Memory = const stack_memory>
requires is_sequence_for<Network, Sequence>
constexpr auto find_gradient(const Network& net, const Loss& loss, const Sequence* x, const Target* y,
                             std::size_t count, const Kind& kind, Measured measured,
                             typename Network::gradient_type& gradient, Memory& memory = on_the_stack) noexcept {
    return find_gradient_of_steps<sequence_traits<Sequence>::steps>(net, loss, x, y, count, 0, kind, measured,
                                                                    states_of_zeros<Network>{}, gradient, memory);
}

template <std::size_t Batch, class Network, class Loss, class Sequence, class Target, class Kind>
requires is_sequence_for<Network, Sequence>
constexpr auto find_input_gradient(const Network& net, const Loss& loss, const Sequence* x, const Target* y,
                                   std::size_t count, const Kind& kind, Sequence* dx) noexcept {
    constexpr std::size_t steps = sequence_traits<Sequence>::steps;
    return for_each_sequence<steps, Network>(
        loss, x, y, count, 0, kind, states_of_zeros<Network>{},
        [&](std::size_t n_, const auto& now_, const Kind& kind_, auto& states_, auto whole_) noexcept {
            dx[n_] = x[n_];  // also sets its length
            const std::size_t count_ = now_.count;
            return backpropagate<with_respect_to::input, steps>(
                net, loss, now_.x, now_.y, count_, kind_, states_, unasked{}, whole_, [&](const auto* found_) noexcept {
                    for (std::size_t t_ = 0; t_ < steps; ++t_)
                        for (std::size_t k_ = 0; k_ < Network::input_size; ++k_)
                            dx[n_].steps[t_][k_] = t_ < count_ ? found_[t_][k_] : typename Network::scalar(0);
                });
        });
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BACKPROPAGATION_OVER_TIME_HPP
