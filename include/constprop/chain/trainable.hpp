#ifndef CONSTPROP_CHAIN_TRAINABLE_HPP
#define CONSTPROP_CHAIN_TRAINABLE_HPP

#include <constprop/concept/missing.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

/// A layer with only a forward pass is fine for inference. If it lacks parts for training, training the network reports them.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Scalar, class Chain, std::size_t At = 0> constexpr auto say_of_training() noexcept {
    if constexpr (At == Chain::length) {
        return std::type_identity<errors::nothing>{};
    } else {
        using layer = typename Chain::template layer_at<At>;
        using subject = errors::layer<At, layer>;
        constexpr part missing = missing_for_training<layer, Scalar, Chain::places[At].takes>();
        if constexpr (missing == part::backward)
            return std::type_identity<typename subject::template has_no_backward_of<Scalar>>{};
        else if constexpr (missing == part::accumulate) {
            constexpr std::size_t parameters = Chain::shapes[At].parameters();
            return std::type_identity<typename subject::template has_parameters<parameters>::but_no_accumulate>{};
        } else if constexpr (missing == part::measure)
            return std::type_identity<
                typename subject::template has_statistics<Chain::places[At].statistics>::but_no_measure>{};
        else return say_of_training<Scalar, Chain, At + 1>();
    }
}

/// Says that a layer needs a whole sequence, where a network is to run over a step or a piece of one.
template <class Network> constexpr void reject_steps() noexcept {
    constexpr std::size_t at = Network::first_with_whole_sequence;
    using sentence = typename errors::layer<at, typename Network::template layer_type<at>>::sees_whole_sequences;
    static_assert(
        errors::sequence_is_whole<sentence>,
        "This layer begins at the last step of a sequence, which no single step and no state tells. Give a whole "
        "sequence<input_type, Steps>, without a state, and without steps<N>.");
}

/// Says why a network over time does not take a single input: its layers carry a state that the caller did not pass, or one
/// needs a whole sequence.
template <class Network> constexpr void reject_without_state() noexcept {
    if constexpr (Network::needs_whole_sequence) {
        reject_steps<Network>();
    } else {
        constexpr std::size_t at = Network::first_with_state;
        using sentence = typename errors::layer<at, typename Network::template layer_type<at>>::carries_a_state;
        static_assert(errors::network_has_its_state<sentence>,
                      "A network whose layers carry a state runs over a sequence<input_type, Steps>, or step by step, "
                      "net(x, state), with a state that the caller keeps: decltype(net)::state_type state{}.");
    }
}

/// Says why a step of a stream cannot move a state on that is given as `State`, a forwarding reference's type.
template <class Network, class State> constexpr void reject_state() noexcept {
    using type = std::remove_cvref_t<State>;
    constexpr bool is_own = std::is_same_v<type, typename Network::state_type>;
    using other = std::conditional_t<std::is_class_v<type>, errors::state::is_of_another_network,
                                     typename errors::type<type>::is_no_state>;
    static_assert(errors::state_fits<std::conditional_t<is_own, errors::state::is_no_variable, other>>,
                  "A state is a variable of the network's own type, which each step changes: decltype(net)::state_type "
                  "state{}.");
}

/// True if samples of this type suit the layers: a network with a state takes sequences, and one that needs all of a batch
/// at once does not.
template <class Network, class Inputs>
inline constexpr bool suits_time =
    is_over_time<Network, Inputs> ? !Network::needs_whole_batch : !Network::runs_over_time;

/// Says why the samples do not suit the layers.
template <class Network, class Inputs> constexpr void reject_time() noexcept {
    if constexpr (is_over_time<Network, Inputs>) {
        constexpr std::size_t at = Network::first_with_whole_batch;
        using sentence = typename errors::layer<at, typename Network::template layer_type<at>>::sees_whole_batches;
        static_assert(
            errors::sequences_go_alone<sentence>,
            "Sequences go through a network one after the other, and batch normalization measures all samples of a "
            "batch at once. Take layer_norm, or learn with fixed statistics: freeze_statistics(net).");
    } else {
        reject_without_state<Network>();
    }
}

/// What a network lacks for training: a type to train in, if its parameters are only stored, or parts of its layers.
template <class Stored, class Chain>
using about_training_of =
    typename std::conditional_t<kernels::is_only_stored<Stored>,
                                std::type_identity<typename errors::network_of<Stored>::is_for_inference>,
                                decltype(say_of_training<kernels::value_of<Stored>, Chain>())>::type;

/// True if a network can be trained, or if its layers do not fit, which is another error.
template <class Network>
inline constexpr bool is_trainable = std::is_same_v<typename Network::about_training, errors::nothing>;

/// Says why a network cannot be trained.
template <class Network> constexpr void reject_training() noexcept {
    constexpr bool is_only_stored = requires { requires kernels::is_only_stored<typename Network::stored>; };
    if constexpr (is_only_stored)
        static_assert(
            errors::parameters_can_be_trained<typename Network::about_training>,
            "Parameters that are stored in 16 or 8 bits are for inference: small steps would be lost. Train the network "
            "of floats, and convert it: stored_as<half, model> small(net).");
    else
        static_assert(
            errors::layer_can_be_trained<typename Network::about_training>,
            "A layer that is trained, or trained through, has backward; with parameters also accumulate, and with "
            "statistics measure. Add what is missing; concept/layer.hpp says what it is. Integers are not trained: train "
            "the network of floats, and quantize that.");
}

/// Says that a training pass has fewer samples than a layer needs to measure its statistics.
template <class Network, std::size_t Samples> constexpr void reject_batch() noexcept {
    constexpr std::size_t at = Network::measures_most;
    using subject = errors::layer<at, typename Network::template layer_type<at>>;
    using measures = typename subject::template measures_samples<Network::fewest_samples>;
    static_assert(
        errors::batch_can_be_measured<typename measures::template but_batch_has<Samples>>,
        "A single value has no variance: batch normalization learns from batches. Give a larger one, or learn "
        "with fixed statistics: freeze_statistics(net).");
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_TRAINABLE_HPP
