#ifndef CONSTPROP_ARGUMENTS_SAMPLES_HPP
#define CONSTPROP_ARGUMENTS_SAMPLES_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/classes.hpp>
#include <constprop/losses/loss.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// Inputs with their targets: one sample, or a batch. Every function that takes both checks them here.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True for a network type without a reference.
template <class Type>
inline constexpr bool is_network = requires {
    typename Type::input_type;
    typename Type::output_type;
    Type::layer_count;
};

/// True if the loss accepts the network's output.
template <class Network, class Loss> constexpr bool loss_suits() noexcept {
    constexpr output_kind given = Network::output_gives;
    constexpr bool suits =
        Loss::takes == prediction_kind::anything ||
        (Loss::takes == prediction_kind::logits && given == output_kind::unbounded) ||
        (Loss::takes == prediction_kind::probabilities && given == output_kind::probabilities) ||
        (Loss::takes == prediction_kind::log_probabilities && given == output_kind::log_probabilities);
    return suits;
}

/// The target's type, with C arrays replaced by std::arrays.
template <class Type> struct target_of {
    using type = Type;
};
template <class Type>
requires(array_traits<Type>::is_array)
struct target_of<Type> {
    using type = std::array<typename array_traits<Type>::element, array_traits<Type>::size>;
};

template <class Target> constexpr decltype(auto) as_target(const Target& target) noexcept {
    if constexpr (array_traits<Target>::is_array) return as_array(target);
    else return (target);
}

template <class Network, class Loss, class Target>
inline constexpr bool is_target_for =
    Loss::template targets<typename target_of<Target>::type, typename Network::output_type>;

/// True if a sample may have this target: an input has one that the loss takes, a sequence one for its last step or for each.
template <class Network, class Loss, class Sample, class Target> constexpr bool suits_sample() noexcept {
    if constexpr (is_sequence<Sample> && is_sequence<Target>) {
        using traits = sequence_traits<Target>;
        return traits::steps == sequence_traits<Sample>::steps &&
               is_target_for<Network, Loss, typename traits::element>;
    } else {
        return is_target_for<Network, Loss, Target>;
    }
}

template <class Network, class Loss, class Samples, class Target> inline constexpr bool suits_samples = false;
template <class Network, class Loss, class Samples, class Target>
requires(array_traits<Target>::is_array)
inline constexpr bool suits_samples<Network, Loss, Samples, Target> =
    array_traits<Target>::size == batch_size<Samples> && !std::is_array_v<typename array_traits<Target>::element> &&
    suits_sample<Network, Loss, typename array_traits<Samples>::element, typename array_traits<Target>::element>();

/// Rejects a `Target` that cannot be a target of any network.
template <class Loss, class Target> constexpr void reject_stranger() noexcept {
    using sentence = typename errors::type<Target>::template is_no_target_of<Loss>;
    static_assert(errors::target_fits<sentence>,
                  "A target is an array shaped like the network's output, or, for cross_entropy and nll, a class "
                  "index; a batch has one for each input.");
}

/// Says why `Target` is not a target of one input.
template <class Network, class Loss, class Target> constexpr void reject_target() noexcept {
    using output = typename Network::output_type;
    using scalar = typename Network::scalar;
    using traits = array_traits<Target>;
    constexpr bool takes_values = is_target_for<Network, Loss, output>;
    constexpr bool takes_index = is_target_for<Network, Loss, std::size_t>;
    if constexpr (takes_values && !takes_index && class_index<Target>) {
        using due = typename errors::loss<Loss>::template takes_values<Network::output_size>;
        using sentence = typename due::template but_target_is_class<Target>;
        static_assert(errors::target_fits<sentence>,
                      "This loss compares the outputs with as many values. Give those, or use cross_entropy or nll, "
                      "which take the index of a class.");
    } else if constexpr (!takes_values && takes_index && traits::is_array) {
        using sentence = typename errors::loss<Loss>::takes_a_class_index::template but_target_is<Target>;
        static_assert(errors::target_fits<sentence>,
                      "This loss takes the index of the sample's class. Give that, or use cross_entropy, which takes "
                      "probabilities too.");
    } else if constexpr (traits::is_array) {
        using element = typename traits::element;
        if constexpr (takes_values && std::is_same_v<element, scalar>) {
            using due = errors::network_with_outputs<Network::output_size>;
            using sentence = typename due::template but_target_has<traits::size>;
            static_assert(errors::target_fits<sentence>,
                          "A target has as many values as the network's last layer gives. Give that many: nothing is "
                          "cut off or filled up with zeros.");
        } else if constexpr (takes_values && !array_traits<element>::is_array) {
            using sentence = typename errors::network_of<scalar>::template but_target_holds<element>;
            static_assert(errors::target_fits<sentence>,
                          "Targets hold the network's own scalar, because nothing is narrowed in silence. Convert "
                          "them, or use with_scalar<...>.");
        } else {
            reject_stranger<Loss, Target>();
        }
    } else {
        reject_stranger<Loss, Target>();
    }
}

/// Says why `Target` is not a target of a sequence.
template <class Network, class Loss, class Sample, class Target> constexpr void reject_target_of() noexcept {
    if constexpr (is_sequence<Target>) {
        using due = errors::sequence_of<sequence_traits<Sample>::steps>;
        if constexpr (sequence_traits<Target>::steps != sequence_traits<Sample>::steps) {
            using sentence = typename due::template but_targets_number<sequence_traits<Target>::steps>;
            static_assert(errors::target_fits<sentence>,
                          "A sequence has one target, for what it ends with, or a sequence of as many as it has steps. "
                          "Make the two numbers equal.");
        } else {
            reject_target<Network, Loss, typename sequence_traits<Target>::element>();
        }
    } else {
        reject_target<Network, Loss, Target>();
    }
}

/// True if a type is an array of `Batch` sequences.
template <class Type, std::size_t Batch> inline constexpr bool are_sequences_of = false;
template <class Sequence, std::size_t Batch>
inline constexpr bool are_sequences_of<std::array<Sequence, Batch>, Batch> = is_sequence<Sequence>;

/// Says why `Targets` are not the targets of a batch.
template <class Network, class Loss, class Targets, std::size_t Batch> constexpr void reject_targets() noexcept {
    using traits = array_traits<Targets>;
    if constexpr (!traits::is_array) {
        reject_stranger<Loss, Targets>();
    } else {
        using element = typename traits::element;
        if constexpr (traits::size != Batch && (array_traits<element>::is_array || is_sequence<element> ||
                                                is_target_for<Network, Loss, element>)) {
            using sentence = typename errors::batch_of<Batch>::template but_targets_number<traits::size>;
            static_assert(errors::target_fits<sentence>,
                          "A batch has one target for each input. Make the two numbers equal.");
        } else if constexpr (std::is_array_v<element>) {
            reject_stranger<Loss, Targets>();
        } else if constexpr (array_traits<element>::is_array || class_index<element>) {
            reject_target<Network, Loss, element>();
        } else {
            reject_stranger<Loss, Targets>();
        }
    }
}

/// True if a loss over classes gets a single output, from which it cannot learn.
template <class Network, class Loss> constexpr bool lacks_classes() noexcept {
    return Network::output_size == 1 && Loss::takes != prediction_kind::anything &&
           Loss::template targets<std::size_t, typename Network::output_type>;
}

/// True if network and loss go together.
template <class Network, class Loss> constexpr bool go_together() noexcept {
    if constexpr (!loss<Loss>) return false;
    else
        return loss_suits<Network, Loss>() && !lacks_classes<Network, Loss>() &&
               (weights_of<Loss> == 0 || weights_of<Loss> == Network::output_size);
}
/// Says why network and loss do not go together.
template <class Network, class Loss> constexpr void reject_pair() noexcept {
    if constexpr (!loss<Loss>) {
        using sentence = typename errors::type<Loss>::is_no_loss;
        static_assert(errors::loss_suits_the_output<sentence>,
                      "The argument after the network is a loss, such as mse{} or cross_entropy{}; the optimizer comes "
                      "after it. See losses/loss.hpp for losses of your own.");
    } else if constexpr (!loss_suits<Network, Loss>()) {
        constexpr std::size_t last = Network::output_layer;
        using said = typename Network::template layer_type<last>;
        using subject = errors::loss<Loss>;
        if constexpr (Loss::takes == prediction_kind::logits) {
            using sentence =
                typename subject::template takes_logits_but_layer<last, said>::gives_probabilities_or_their_logarithms;
            static_assert(errors::loss_suits_the_output<sentence>,
                          "This loss applies softmax or sigmoid itself. Remove that layer from the network, or use nll "
                          "after log_softmax, bce after sigmoid.");
        } else if constexpr (Loss::takes == prediction_kind::probabilities) {
            using sentence = typename subject::template takes_probabilities_but_layer<last, said>::gives_none;
            static_assert(errors::loss_suits_the_output<sentence>,
                          "This loss takes probabilities, from 0 to 1. End the network with sigmoid or softmax, or use "
                          "bce_with_logits or cross_entropy.");
        } else {
            using sentence = typename subject::template takes_log_probabilities_but_layer<last, said>::gives_none;
            static_assert(errors::loss_suits_the_output<sentence>,
                          "This loss takes logarithms of probabilities. End the network with log_softmax, or use "
                          "cross_entropy.");
        }
    } else if constexpr (lacks_classes<Network, Loss>()) {
        using sentence = typename errors::loss<Loss>::tells_classes_apart_but_network_has_one_output;
        static_assert(errors::loss_suits_the_output<sentence>,
                      "A loss over classes needs an output for each. For two classes and one output take "
                      "bce_with_logits, or sigmoid and bce.");
    } else {
        using weights = typename errors::loss<Loss>::template has_weights<weights_of<Loss>>;
        using sentence = typename weights::template but_network_has_outputs<Network::output_size>;
        static_assert(errors::loss_suits_the_output<sentence>,
                      "A weighted loss has one weight for each output, or for each class. Make the two numbers equal.");
    }
}

/// Finds a class index that does not exist, in a constant expression. Called near the top: a deeper call makes a longer error.
template <class Network, class Target>
constexpr void check_classes([[maybe_unused]] const Target* targets, [[maybe_unused]] std::size_t count) noexcept {
    if constexpr (class_index<Target>) {
        if (std::is_constant_evaluated())
            for (std::size_t n = 0; n < count; ++n) checked_class<Network::output_size>(targets[n]);
    } else if constexpr (is_sequence<Target>) {
        for (std::size_t n = 0; n < count; ++n) check_classes<Network>(targets[n].steps.data(), targets[n].size());
    }
}

/// Calls use(inputs, targets, batch) with pointers to the samples and their number as an integral constant, or reports the
/// mismatch and returns an empty result.
template <class Result, class Network, class Loss, class Inputs, class Targets, class Use>
constexpr Result with_samples(const Network& /*net*/, const Loss& /*loss*/, const Inputs& inputs,
                              const Targets& targets, Use use) noexcept {
    if constexpr (Network::layer_count == 0) {
        return Result{};
    } else if constexpr (!is_sample_for<Network, Inputs> && !are_samples_for<Network, Inputs>) {
        reject_input<Network, Inputs>();
        return Result{};
    } else if constexpr (!go_together<Network, Loss>()) {
        reject_pair<Network, Loss>();
        return Result{};
    } else if constexpr (is_sample_for<Network, Inputs>) {
        if constexpr (suits_sample<Network, Loss, Inputs, Targets>()) {
            const auto& x = as_array(inputs);
            const auto& y = as_target(targets);
            check_classes<Network>(&y, 1);
            return use(&x, &y, std::integral_constant<std::size_t, 1>{});
        } else {
            if constexpr (is_sequence<Inputs>) reject_target_of<Network, Loss, Inputs, Targets>();
            else reject_target<Network, Loss, Targets>();
            return Result{};
        }
    } else {
        constexpr std::size_t batch = batch_size<Inputs>;
        if constexpr (suits_samples<Network, Loss, Inputs, Targets>) {
            check_classes<Network>(std::data(targets), batch);
            return use(inputs.data(), std::data(targets), std::integral_constant<std::size_t, batch>{});
        } else if constexpr (are_sequences_for<Network, Inputs> && are_sequences_of<Targets, batch>) {
            reject_target_of<Network, Loss, typename array_traits<Inputs>::element,
                             typename array_traits<Targets>::element>();
            return Result{};
        } else {
            reject_targets<Network, Loss, Targets, batch>();
            return Result{};
        }
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_SAMPLES_HPP
