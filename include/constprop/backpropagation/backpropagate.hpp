#ifndef CONSTPROP_BACKPROPAGATION_BACKPROPAGATE_HPP
#define CONSTPROP_BACKPROPAGATION_BACKPROPAGATE_HPP

#include <constprop/arguments/workspace.hpp>
#include <constprop/chain/folds.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// What a backward pass differentiates with respect to.
enum class with_respect_to { parameters, input };

/// Passes the gradients of a stage's parameters to the sink that `receive(stage)` returns, if they are asked for.
template <with_respect_to Asked, class Receive> struct sinks {
    const Receive& receive;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& stage) const noexcept {
        if constexpr (Asked == with_respect_to::parameters && Stage::shape.parameters() > 0) return receive(stage);
        else return unasked{};
    }
};

/// The forward and the backward pass over `samples` ≤ Batch rows: the samples of a batch, or the steps of a sequence, along
/// which `states` move on.
///
/// The forward pass scans the stages and keeps their outputs. The backward pass folds them from the right, starting from ∂ℓ/∂ŷ.
/// The target of row n is y[n]. For each stage with parameters, receive(stage) returns the sink that takes their gradients. If
/// the input's gradient is asked for, receive(dx) gets ∂ℓ/∂x of the first stage. Statistics that layers measure go to
/// `measured`, a pointer to a network, unless it is `unasked`. `whole` is the share of the batch that these samples are a part
/// of; `nullptr` if they are the whole batch. The passes write their values to `memory`. Returns the loss as two sums. Inlined,
/// with the folds, so that values of small networks stay in registers.
template <with_respect_to Asked, std::size_t Batch, class Network, class Loss, class Targets, class Kind, class States,
          class Measured, class Whole, class Receive, class Memory = const stack_memory>
[[gnu::always_inline]] constexpr auto backpropagate(const Network& net, const Loss& loss,
                                                    const typename Network::input_type* x, const Targets& y,
                                                    std::size_t samples, const Kind& kind, States& states,
                                                    Measured measured, Whole whole, Receive receive,
                                                    Memory& memory = on_the_stack) noexcept {
    using T = typename Network::scalar;
    const std::size_t count = Batch == 1 ? 1 : samples;
    constexpr std::size_t size = Network::output_size, last = Network::layer_count - 1;
    using last_layer = typename Network::template layer_type<last>;
    constexpr bool as_one = fuses_with<Loss, last_layer, size, T, target_among<Targets>>;
    static_assert(!as_one || Network::shape_of(last).parameters() == 0,
                  "A loss differentiates as one only with a layer without parameters: it knows nothing of those.");
    constexpr std::size_t first_asked = Asked == with_respect_to::input ? 0 : Network::first_with_parameters + 1;

    auto&& values = room_for<pass_values<Network, Batch, first_asked>>(memory);
    scan<Batch>(net.all_stages(), x, values.outputs, count, pass_over{kind, values.caches, states});

    const auto sums = differentiate_loss<last_layer>(loss, values.outputs.template before<last + 1>(x), y, count,
                                                     values.slope.data(), whole);

    const auto* const given = Batch == 1 ? &values.outputs : kernels::written(&values.outputs);
    auto* const kept = Batch == 1 ? &values.caches : kernels::written(&values.caches);
    constexpr std::size_t passed = as_one ? 1 : 0;
    [[maybe_unused]] const auto* dx = propagate_back<Batch, first_asked, passed>(
        net.all_stages(), x, *given, Batch == 1 ? values.slope.data() : kernels::written(values.slope.data()),
        values.errors, count, sinks<Asked, Receive>{receive}, pass_over{kind, *kept, none});
    if constexpr (Asked == with_respect_to::input) receive(dx);
    if constexpr (is_asked<Measured>)
        boost::hana::for_each(measured->all_stages(), [&](auto& stage_) noexcept {
            using on_ = typename std::remove_cvref_t<decltype(stage_)>::on;
            if constexpr (std::remove_cvref_t<decltype(stage_)>::statistic_count > 0)
                on_::template measure<Batch>(stage_.statistics(), *values.caches[stage_], count);
        });
    return sums;
}

/// Stands in for a pass that is not given.
struct no_pass {};
template <class Type>
concept says_pass = std::is_same_v<Type, pass> || std::is_same_v<Type, no_pass>;

/// The kind of a training pass; equal to that of inference if no layer distinguishes the two.
template <class Network, class Pass> constexpr auto training_kind([[maybe_unused]] const Pass& of) noexcept {
    if constexpr (!Network::trains_otherwise) return deployed{};
    else if constexpr (Network::draws && std::is_same_v<Pass, pass>) return drawn{random_bits(of)};
    else return trained{};
}

/// A sink that writes gradients to a gradient object, or adds them.
template <template <class> class Put, class Gradient> struct gradient_sink {
    Gradient& gradient;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& /*of*/) const noexcept {
        return Put<typename Stage::scalar>{gradient.template layer<Stage::index>().data()};
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BACKPROPAGATION_BACKPROPAGATE_HPP
