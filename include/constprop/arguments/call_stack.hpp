#ifndef CONSTPROP_ARGUMENTS_CALL_STACK_HPP
#define CONSTPROP_ARGUMENTS_CALL_STACK_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/arguments/workspace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

/// A limit on the stack that training uses: 1 MiB, which is all that Windows gives a program, or CONSTPROP_STACK_BUDGET,
/// which must be the same in all units of a program.
///
/// The limit counts values by their types: the layers' outputs and the gradients on the way back, for a batch. If these take
/// more than half of the budget, the batch is worked through in slices that fit there. It also counts the whole gradient where
/// one is needed, as with slices; in `differentiate` the gradient that it returns; in `fit` the optimizer with its buffers, the
/// samples of a shuffled batch, and the network that keep_best or stop_at_divergence keeps. It does not count what the caller
/// owns: the networks, optimizers and workspaces that are passed, and the network that `fit` returns. With a `workspace`, a
/// batch is not sliced, and neither its values nor the gradient lie on the stack. Stack frames of functions are not counted.
///
/// Networks of any size can be compared, initialized, pruned, saved, loaded, run and, by `train_step`, trained without a copy.
/// `initialized`, `parameters`, `from_parameters`, `make_optimizer`, `prune`, `freeze_before`, `thaw` and `fit` return by
/// value, so the caller needs room for the result: `new auto(fit(…))` makes it on the heap, without a copy on the stack.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The number of samples that are differentiated together.
template <class Network, class Inputs> constexpr std::size_t samples_at_once() noexcept {
    if constexpr (are_samples_for<Network, Inputs>) return batch_size<Inputs>;
    else return 1;
}

/// Bytes of a forward and a backward pass over `Batch` samples, by the parameters.
template <class Network, std::size_t Batch> constexpr std::size_t bytes_of_passes() noexcept {
    if constexpr (Network::layer_count == 0) return 0;
    else
        return sizeof(typename Network::template outputs_type<Batch>) +
               (std::is_empty_v<typename Network::template caches_type<Batch>>
                    ? 0
                    : sizeof(typename Network::template caches_type<Batch>)) +
               sizeof(typename Network::template errors_type<Batch, Network::first_with_parameters + 1>) +
               Batch * sizeof(typename Network::output_type);
}

/// The number of samples of a batch that are worked through together: all of them, or, if their passes take more than half of
/// the budget, as many as fit there, a multiple of eight, which is what kernels take at a time. Gradients of the slices are
/// added up. A layer that needs the whole batch gets the whole batch.
template <class Network, std::size_t Batch> constexpr std::size_t samples_in_slice() noexcept {
    constexpr std::size_t room = kernels::stack_budget / 2, whole = bytes_of_passes<Network, Batch>();
    if constexpr (whole <= room || Batch == 1) {
        return Batch;
    } else {
        if (Network::needs_whole_batch) return Batch;
        const std::size_t fitting = room / ((whole + Batch - 1) / Batch);
        return fitting == 0 ? 1 : fitting < 8 ? fitting : fitting / 8 * 8;
    }
}
template <class Network, std::size_t Batch, class Memory = stack_memory>
inline constexpr bool works_in_slices = is_on_the_stack<Memory> && samples_in_slice<Network, Batch>() < Batch;

template <class Network, std::size_t Batch> constexpr std::size_t bytes_of_slice() noexcept {
    return bytes_of_passes<Network, samples_in_slice<Network, Batch>()>();
}

/// The bytes of the passes for samples of this type. Sequences are worked through one after the other, with all their steps.
template <class Network, class Sample, std::size_t Batch> constexpr std::size_t bytes_of_samples() noexcept {
    if constexpr (is_sequence_for<Network, Sample>)
        return bytes_of_passes<Network, sequence_traits<Sample>::steps>() + sizeof(typename Network::state_type);
    else return bytes_of_slice<Network, Batch>();
}

/// The type of one sample among these inputs: a row or a sequence.
template <class Network, class Inputs> struct sample_among {
    using type = typename Network::input_type;
};
template <class Network, class Inputs>
requires is_sequence<Inputs>
struct sample_among<Network, Inputs> {
    using type = Inputs;
};
template <class Network, class Inputs>
requires(are_sequences_for<Network, Inputs>)
struct sample_among<Network, Inputs> {
    using type = typename array_traits<Inputs>::element;
};
template <class Network, class Inputs> using sample_of = typename sample_among<Network, Inputs>::type;

/// The number of rows in a pass: the samples of a batch, or the steps of a sequence.
template <class Sample, std::size_t Batch> constexpr std::size_t count_rows() noexcept {
    if constexpr (is_sequence<Sample>) return sequence_traits<Sample>::steps;
    else return Batch;
}
template <class Sample, std::size_t Batch> inline constexpr std::size_t rows_of_samples = count_rows<Sample, Batch>();

template <class Network, std::size_t Bytes> constexpr void keep_stack_budget() noexcept {
    if constexpr (Bytes > kernels::stack_budget) {
        using takes = typename errors::network<Network>::template puts_bytes_on_the_stack<Bytes>;
        using sentence = typename takes::template but_may_put<kernels::stack_budget>;
        static_assert(
            errors::stack_budget_is_kept<sentence>,
            "Training would put more on the stack than it may. Give a workspace, static or on the heap, for what a "
            "batch writes: static workspace<model, 32> memory; call train_step with an optimizer of static storage or on the "
            "heap, where that is what is large; or define CONSTPROP_STACK_BUDGET as the bytes that your stack can "
            "spare.");
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_CALL_STACK_HPP
