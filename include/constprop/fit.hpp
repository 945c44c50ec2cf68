#ifndef CONSTPROP_FIT_HPP
#define CONSTPROP_FIT_HPP

#include <constprop/arguments/call_stack.hpp>
#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/workspace.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/gradient.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/training/evaluate.hpp>
#include <constprop/training/fit_extras.hpp>
#include <constprop/training/shuffle.hpp>
#include <constprop/training/train_step.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

/// How long to train and in which order.
struct fit_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::size_t epochs = 1;
    std::uint64_t shuffle_seed = 0;  ///< seed of the order of samples; each epoch has another order
    bool shuffle = true;             ///< false: the samples keep the order in which they are given
    std::uint64_t mask_seed = 0;     ///< layers such as dropout draw from this seed and the number of the step
};

namespace detail {

/// Trains one epoch: every sample once, one step of the optimizer for each batch. With StopsAtDivergence it makes no further
/// step after a loss that is not finite. Returns the loss over the epoch, while the network changes.
template <std::size_t Batch, std::size_t Steps, bool StopsAtDivergence, class Network, class Optimizer, class Loss,
          class Sample, class Target, class Memory>
constexpr auto train_epoch(Network& net, Optimizer& optimizer, const Loss& loss, const Sample* x, const Target* y,
                           std::size_t count, const fit_options& options, std::size_t epoch, Memory& memory) noexcept {
    const std::size_t steps_before = epoch * ((count + Batch - 1) / Batch);
    loss_sums<typename Network::scalar> epoch_sums;
    const permutation order(count, options.shuffle_seed, epoch);
    const auto train = [&](const Sample* x_, const Target* y_, std::size_t samples_, const auto& kind_) noexcept {
        if constexpr (is_shorter<Steps, Sample>) {
            std::array<typename Network::state_type, Batch> states_{};
            return train_by_steps<Batch, Steps>(net, optimizer, loss, x_, y_, samples_, kind_, states_.data(), memory);
        } else {
            return train_batch<Batch>(net, optimizer, loss, x_, y_, samples_, kind_, memory);
        }
    };
    for (std::size_t first = 0; first < count; first += Batch) {
        const std::size_t samples = count - first < Batch ? count - first : Batch;
        const auto kind = training_kind<Network>(pass{options.mask_seed, steps_before + first / Batch});
        if (!options.shuffle || count <= Batch) {  // the order of samples within one batch does not matter
            epoch_sums.add(train(x + first, y + first, samples, kind));
        } else {
            std::array<Sample, Batch> inputs;
            std::array<Target, Batch> targets;
            for (std::size_t n = 0; n < samples; ++n) {
                const std::size_t from = order[first + n];
                inputs[n] = x[from];
                targets[n] = y[from];
            }
            epoch_sums.add(train(inputs.data(), targets.data(), samples, kind));
        }
        if (StopsAtDivergence && !math::is_finite(epoch_sums.total)) break;
    }
    return epoch_sums.mean();
}

/// The batch size: the requested one, or the size of the data set if that is smaller.
template <class Inputs, class... Extras> constexpr std::size_t batch_of_fit() noexcept {
    constexpr std::size_t asked = batch_among<std::remove_cv_t<Extras>...>(), known = static_size<Inputs>;
    return known != 0 && known < asked ? known : asked;
}

/// True if the steps of a sequence are worked through in pieces.
template <class Network, class Inputs, class... Extras>
inline constexpr bool takes_pieces =
    is_shorter<steps_among<typename sample_in<Network, Inputs>::type, std::remove_cv_t<Extras>...>(),
               typename sample_in<Network, Inputs>::type>;

/// The type of the workspace among the extras, or `stack_memory`.
template <class... Extras>
using memory_among = std::remove_cvref_t<decltype(among<a_workspace>(on_the_stack, std::declval<Extras&>()...))>;

/// The number of rows in one pass.
template <class Network, class Inputs, class... Extras> constexpr std::size_t rows_of_fit() noexcept {
    using sample = typename sample_in<Network, Inputs>::type;
    if constexpr (is_sequence<sample>) return steps_among<sample, std::remove_cv_t<Extras>...>();
    else return batch_of_fit<Inputs, Extras...>();
}

/// Bytes that `fit` puts on the stack; see call_stack.hpp.
template <class Network, class Start, class Inputs, class... Extras> constexpr std::size_t bytes_of_fit() noexcept {
    using optimizer_type = decltype(optimizer(std::declval<const Start&>()));
    using sample = typename sample_in<Network, Inputs>::type;
    constexpr std::size_t batch = batch_of_fit<Inputs, Extras...>(),
                          most = steps_among<sample, std::remove_cv_t<Extras>...>();
    using at_once = std::conditional_t<is_sequence<sample>, sequence<typename Network::input_type, most>, sample>;
    return sizeof(optimizer_type) + sizeof(watch<Network, Extras...>) +
           bytes_of_step<Network, optimizer_type, batch, at_once, memory_among<std::remove_cv_t<Extras>...>>() +
           (is_shorter<most, sample> ? batch * sizeof(typename Network::state_type) : 0) +
           batch * (sizeof(sample) + sizeof(typename Network::output_type));
}

/// Trains a copy of `net`. Never inlined, so that its stack frame is released when training ends.
template <class Network, class Loss, class Start, class Inputs, class Targets, class... Extras>
[[gnu::noinline]] constexpr Network train_copy(const Network& net, const Loss& loss, const Start& start,
                                               const Inputs& inputs, const Targets& targets, const fit_options& options,
                                               Extras&... extras) noexcept {
    return with_dataset<Network>(
        net, loss, inputs, targets, [&](const auto* x_, const auto* y_, std::size_t count_) noexcept {
            using sample_ = typename sample_in<Network, Inputs>::type;
            constexpr std::size_t batch_ = batch_of_fit<Inputs, Extras...>(),
                                  steps_ = steps_among<sample_, std::remove_cv_t<Extras>...>();

            Network current_ = net;
            if (options.epochs == 0 || count_ == 0) return current_;
            optimizer optimizer_(start);
            auto watch_ = watch<Network, Extras...>(current_);
            for (std::size_t epoch_ = 0; epoch_ < options.epochs; ++epoch_) {
                const auto loss_ = train_epoch<batch_, steps_, stops_at_divergence<Extras...>>(
                    current_, optimizer_, loss, x_, y_, count_, options, epoch_,
                    among<a_workspace>(on_the_stack, extras...));
                if (!watch_.goes_on({epoch_, options.epochs, loss_, current_}, loss, extras...)) break;
            }
            watch_.choose(current_);
            return current_;
        });
}

}  // namespace detail

/// Trains a copy of `net` by mini-batches and returns it.
///
///     fit(net, cross_entropy{}, adam{.learning_rate = 0.01}, inputs, classes, {.epochs = 30})
///
/// Inputs and targets lie in a std::array, C array, std::span or std::vector. Batches have 32 samples unless `batch<N>`
/// says otherwise; the last batch is smaller if samples run out, and a smaller data set is one batch. Each epoch shuffles
/// anew. Inputs may be sequences, with one target for each sequence or a sequence of targets, one for each step;
/// padded_sequence is for different lengths. Behind the options, in any order, may stand `batch<N>`, `steps<N>`,
/// `validation(inputs, targets)`, `early_stopping{…}`, `keep_best`, `stop_at_divergence`, a `workspace`, and callbacks. A
/// callback is called after every epoch, with (epoch, loss) or with a `progress`; training stops when it returns false. It must
/// not throw. The loss of an epoch is the mean over its batches, while the network changes.
///
/// A network of `zeros` with a hidden layer learns nothing. This is an error in a constant expression; elsewhere `progress`
/// has `began_with_zeros`. A loss of NaN or infinity sets `diverged`, and ends training if `stop_at_divergence` is given.
///
/// Memory:      on the stack, within the budget of call_stack.hpp: the network, the optimizer's buffers, and the values
///              of one batch; the whole gradient, if clipping or a layer that works in place on parameters needs it;
///              with keep_best or stop_at_divergence a second copy of the network
/// Rejects:     what `differentiate` rejects; different numbers of inputs and targets stop a constant expression and
///              trap in a program
template <class Network, class Loss, class Rule, class Inputs, class Targets, class... Extras>
requires detail::is_network<Network>
[[nodiscard, gnu::always_inline]] constexpr Network fit(const Network& net, const Loss& loss, const Rule& rule,
                                                        const Inputs& inputs, const Targets& targets,
                                                        const fit_options& options = {}, Extras&&... extras) noexcept {
    if constexpr (!detail::is_rule<Rule> && !detail::go_together<Network, Loss>())
        return detail::reject_pair<Network, Loss>(), net;
    else if constexpr (!detail::suits_time<Network, typename detail::sample_in<Network, Inputs>::type>)
        return detail::reject_time<Network, typename detail::sample_in<Network, Inputs>::type>(), net;
    else if constexpr (Network::needs_whole_sequence &&
                       detail::takes_pieces<Network, Inputs, std::remove_reference_t<Extras>...>)
        return detail::reject_steps<Network>(), net;
    else if constexpr (!detail::is_trainable<Network>) return detail::reject_training<Network>(), net;
    else if constexpr (detail::batch_of_fit<Inputs, std::remove_reference_t<Extras>...>() < Network::fewest_samples)
        return detail::reject_batch<Network, detail::batch_of_fit<Inputs, std::remove_reference_t<Extras>...>()>(), net;
    else if constexpr (!detail::is_complete_loss<Network, Loss>) return detail::reject_loss<Network, Loss>(), net;
    else if constexpr (!detail::updates<Rule, typename Network::scalar>)
        return detail::rejected_rule<Rule, typename Network::scalar>::reject(), net;
    else if constexpr (!detail::suits_workspace<
                           Network, detail::rows_of_fit<Network, Inputs, std::remove_reference_t<Extras>...>(),
                           detail::memory_among<std::remove_cvref_t<Extras>...>>())
        return detail::reject_workspace<Network,
                                        detail::rows_of_fit<Network, Inputs, std::remove_reference_t<Extras>...>(),
                                        detail::memory_among<std::remove_cvref_t<Extras>...>>(),
               net;
    else if constexpr (Network::layer_count > 0 && !(detail::is_extra<Network, std::remove_reference_t<Extras>> && ...))
        return detail::reject_extra<detail::first_stranger<Network, std::remove_reference_t<Extras>...>>(), net;
    else if constexpr (Network::layer_count == 0) {
        return net;
    } else {
        if (std::is_constant_evaluated() && options.epochs > 0 && detail::is_stuck_at_zeros(net))
            errors::hidden_layers_of_zeros_learn_nothing();
        // Rounded here, where the compiler sees the rule's constants.
        const auto start = detail::start_of<Network>(rule);
        using start_type = std::remove_cv_t<decltype(start)>;
        detail::keep_stack_budget<
            Network, detail::bytes_of_fit<Network, start_type, Inputs, std::remove_reference_t<Extras>...>()>();
        return detail::train_copy(net, loss, start, inputs, targets, options, extras...);
    }
}

/// With the default options.
template <class Network, class Loss, class Rule, class Inputs, class Targets, class First, class... Extras>
requires(detail::is_network<Network> && !std::is_convertible_v<First, fit_options>)
[[nodiscard, gnu::always_inline]] constexpr Network fit(const Network& net, const Loss& loss, const Rule& rule,
                                                        const Inputs& inputs, const Targets& targets, First&& first,
                                                        Extras&&... extras) noexcept {
    if constexpr (!detail::is_extra<Network, std::remove_reference_t<First>> && detail::go_together<Network, Loss>())
        return detail::reject_extra<std::remove_reference_t<First>>(), net;
    else return fit(net, loss, rule, inputs, targets, fit_options{}, first, extras...);
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_FIT_HPP
