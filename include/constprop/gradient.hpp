#ifndef CONSTPROP_GRADIENT_HPP
#define CONSTPROP_GRADIENT_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/call_stack.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/arguments/workspace.hpp>
#include <constprop/chain/folds.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// Which gradients a backward pass is for.
enum class with_respect_to { parameters, input };

/// Where a backward pass puts the gradients of a stage's parameters: where `receive(stage)` says, if they are asked for.
template <with_respect_to Asked, class Receive> struct sinks {
    const Receive& receive;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& stage) const noexcept {
        if constexpr (Asked == with_respect_to::parameters && Stage::shape.parameters() > 0) return receive(stage);
        else return unasked{};
    }
};

/// The forward pass and the backward pass over `samples` ≤ Batch rows: the samples of a batch, or the steps of a sequence, over
/// which `states` go on.
///
/// The forward pass scans the stages and keeps what each gives. The backward pass folds them from the right, from ∂ℓ/∂ŷ on.
/// The target of row n is y[n]. receive(stage), for each stage with parameters, returns the sink that takes their gradients;
/// where the input is asked for, receive(dx) gets ∂ℓ/∂x of the first stage. What layers measure goes to `measured`, a pointer
/// to a network, unless it is `unasked`. The samples are a part of a batch whose share is `whole`, or, where that is
/// `nullptr`, all of it. What the passes write lies in `memory`. Returns the loss as two sums. Inlined, with the folds, so
/// that values of small networks pass through registers.
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

/// In place of a pass that is not given.
struct no_pass {};
template <class Type>
concept says_pass = std::is_same_v<Type, pass> || std::is_same_v<Type, no_pass>;

/// The kind of a training pass; where no layer knows the difference, it is like any other.
template <class Network, class Pass> constexpr auto training_kind([[maybe_unused]] const Pass& of) noexcept {
    if constexpr (!Network::trains_otherwise) return deployed{};
    else if constexpr (Network::draws && std::is_same_v<Pass, pass>) return drawn{random_bits(of)};
    else return trained{};
}

/// Writes gradients to a gradient, or adds them.
template <template <class> class Put, class Gradient> struct gradient_sink {
    Gradient& gradient;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& /*of*/) const noexcept {
        return Put<typename Stage::scalar>{gradient.template layer<Stage::index>().data()};
    }
};

/// Works through a batch slice by slice: work(first, samples, kind, whole), where whole is the share of all.
template <std::size_t Slice, class Network, class Loss, class Target, class Kind, class Work>
constexpr auto for_each_slice(const Loss& loss, const Target* y, std::size_t count, const Kind& kind,
                              const Work& work) noexcept {
    using T = typename Network::scalar;
    const T whole = share_of<Network::output_size, T>(loss, y, count);
    loss_sums<T> sums;
    for (std::size_t first = 0; first < count; first += Slice)
        sums.add(work(first, count - first < Slice ? count - first : Slice, kind.from_sample(first), whole));
    return sums;
}

/// A loss as two sums, and its gradient with respect to the parameters.
template <std::size_t Batch, class Network, class Loss, class Target, class Kind, class Measured,
          class Memory = const stack_memory>
constexpr auto find_gradient(const Network& net, const Loss& loss, const typename Network::input_type* x,
                             const Target* y, std::size_t count, const Kind& kind, Measured measured,
                             typename Network::gradient_type& gradient, Memory& memory = on_the_stack) noexcept {
    using gradient_type = typename Network::gradient_type;
    if constexpr (!works_in_slices<Network, Batch, Memory>) {
        return backpropagate<with_respect_to::parameters, Batch>(
            net, loss, x, y, count, kind, none, measured, nullptr,
            gradient_sink<kernels::write_to, gradient_type>{gradient}, memory);
    } else {
        constexpr std::size_t slice = samples_in_slice<Network, Batch>();
        for_each_parameter([](auto& slope_) noexcept { slope_ = typename Network::scalar(0); }, gradient);
        return for_each_slice<slice, Network>(
            loss, y, count, kind,
            [&](std::size_t first_, std::size_t samples_, const Kind& kind_, auto whole_) noexcept {
                return backpropagate<with_respect_to::parameters, slice>(
                    net, loss, x + first_, y + first_, samples_, kind_, none, measured, whole_,
                    gradient_sink<kernels::add_to, gradient_type>{gradient});
            });
    }
}

/// Works through sequences one after the other, at most `Most` steps of each from step `first` on:
/// work(n, now, kind, states, whole), where `now` has the rows and targets of those steps of sequence n, and states_of(n) its
/// states.
template <std::size_t Most, class Network, class Loss, class Sequence, class Target, class Kind, class StatesOf,
          class Work>
constexpr auto for_each_sequence(const Loss& loss, const Sequence* x, const Target* y, std::size_t count,
                                 std::size_t first, const Kind& kind, const StatesOf& states_of,
                                 const Work& work) noexcept {
    using T = typename Network::scalar;
    T whole = T(0);
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

/// Each sequence begins with states of zeros.
template <class Network> struct states_of_zeros {
    constexpr typename Network::state_type operator()(std::size_t /*n*/) const noexcept { return {}; }
};

/// The gradient of sequences, or of some of their steps: those of each, through time, added up.
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

/// The same with respect to the inputs, to rows at dx.
template <std::size_t Batch, class Network, class Loss, class Target, class Kind>
constexpr auto find_input_gradient(const Network& net, const Loss& loss, const typename Network::input_type* x,
                                   const Target* y, std::size_t count, const Kind& kind,
                                   typename Network::input_type* dx) noexcept {
    constexpr std::size_t slice = samples_in_slice<Network, Batch>();
    const auto find = [&](std::size_t first_, std::size_t samples_, const Kind& kind_, auto whole_) noexcept {
        return backpropagate<with_respect_to::input, slice>(net, loss, x + first_, y + first_, samples_, kind_, none,
                                                            unasked{}, whole_, [&](const auto* found_) noexcept {
                                                                for (std::size_t n_ = 0; n_ < samples_; ++n_)
                                                                    dx[first_ + n_] = found_[n_];
                                                            });
    };
    if constexpr (!works_in_slices<Network, Batch>) return find(0, count, kind, nullptr);
    else return for_each_slice<slice, Network>(loss, y, count, kind, find);
}

template <std::size_t Batch, class Network, class Loss, class Sequence, class Target, class Kind>
requires is_sequence_for<Network, Sequence>
constexpr auto find_input_gradient(const Network& net, const Loss& loss, const Sequence* x, const Target* y,
                                   std::size_t count, const Kind& kind, Sequence* dx) noexcept {
    constexpr std::size_t steps = sequence_traits<Sequence>::steps;
    return for_each_sequence<steps, Network>(
        loss, x, y, count, 0, kind, states_of_zeros<Network>{},
        [&](std::size_t n_, const auto& now_, const Kind& kind_, auto& states_, auto whole_) noexcept {
            dx[n_] = x[n_];  // its length, too
            const std::size_t count_ = now_.count;
            return backpropagate<with_respect_to::input, steps>(
                net, loss, now_.x, now_.y, count_, kind_, states_, unasked{}, whole_, [&](const auto* found_) noexcept {
                    for (std::size_t t_ = 0; t_ < steps; ++t_)
                        for (std::size_t k_ = 0; k_ < Network::input_size; ++k_)
                            dx[n_].steps[t_][k_] = t_ < count_ ? found_[t_][k_] : typename Network::scalar(0);
                });
        });
}

template <class Network, class Inputs>
using input_gradient_type = std::conditional_t<are_samples_for<Network, Inputs>, Inputs, sample_of<Network, Inputs>>;

template <class Network, class Sample> constexpr auto* first_sample(Sample& sample) noexcept { return &sample; }
template <class Network, class Sample, std::size_t Batch>
requires is_sample_for<Network, Sample>
constexpr auto* first_sample(std::array<Sample, Batch>& batch) noexcept { return batch.data(); }

}  // namespace detail

/// A loss and its gradient.
template <class T, class Gradient> struct differentiated {
    T loss{};
    Gradient gradient{};
};

/// The loss ℓ of a sample, or of a batch, and ∂ℓ/∂parameters, which has the network's own type, or, where layers have
/// statistics, `Network::gradient_type`.
///
/// x is an input (std::array, C array or braced list) or a std::array of them; y is its target: shaped like the output,
/// or a class index where the loss takes those; a batch has an array of targets. An input may also be a sequence of inputs:
/// then its target is that of the last output, or a sequence with one for each, and the gradient goes through time. The loss of
/// a batch is a mean as the loss defines it, over all steps that have a target. Gradients with respect to the first layer's
/// input are not computed. The pass is one of training: what layers measure, they measure from this batch. With a `pass`,
/// layers such as dropout draw random bits from it.
///
/// Cost:        about three forward passes (two for the first layer); memory as `footprint<…>` says
/// Rejects:     inputs and targets of another size or scalar; a loss that does not suit the last layer
template <class Network, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>, detail::says_pass Pass = detail::no_pass>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto differentiate(const Network& net, const Loss& loss, const Inputs& x, const Targets& y,
                                           [[maybe_unused]] const Pass& of = {}) noexcept {
    using result = differentiated<typename Network::scalar, typename Network::gradient_type>;
    if constexpr (!detail::suits_time<Network, Inputs>) {
        return detail::reject_time<Network, Inputs>(), result{};
    } else if constexpr (!detail::is_trainable<Network>) {
        return detail::reject_training<Network>(), result{};
    } else if constexpr (detail::samples_at_once<Network, Inputs>() < Network::fewest_samples) {
        return detail::reject_batch<Network, detail::samples_at_once<Network, Inputs>()>(), result{};
    } else if constexpr (!detail::is_complete_loss<Network, Loss>) {
        return detail::reject_loss<Network, Loss>(), result{};
    } else {
        constexpr std::size_t passes = detail::bytes_of_samples<Network, detail::sample_of<Network, Inputs>,
                                                                detail::samples_at_once<Network, Inputs>()>();
        detail::keep_stack_budget<Network, sizeof(typename Network::gradient_type) + passes>();
        return detail::with_samples<result>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept {
            result result_;
            result_.loss =
                detail::find_gradient<batch_()>(net, loss, x_, y_, batch_(), detail::training_kind<Network>(of),
                                                unasked{}, result_.gradient)
                    .mean();
            return result_;
        });
    }
}

/// The loss ℓ and ∂ℓ/∂x, shaped like x: what would change the loss fastest if it were added to the input. The pass is as on a
/// device: nothing is measured and nothing is dropped.
template <class Network, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto differentiate_input(const Network& net, const Loss& loss, const Inputs& x,
                                                 const Targets& y) noexcept {
    using result = differentiated<typename Network::scalar, detail::input_gradient_type<Network, Inputs>>;
    if constexpr (!detail::suits_time<Network, Inputs>) return detail::reject_time<Network, Inputs>(), result{};
    else if constexpr (!detail::is_trainable<Network>) return detail::reject_training<Network>(), result{};
    else if constexpr (!detail::is_complete_loss<Network, Loss>) return detail::reject_loss<Network, Loss>(), result{};
    else
        return detail::with_samples<result>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept {
            result result_;
            result_.loss = detail::find_input_gradient<batch_()>(net, loss, x_, y_, batch_(), detail::deployed{},
                                                                 detail::first_sample<Network>(result_.gradient))
                               .mean();
            return result_;
        });
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_GRADIENT_HPP
