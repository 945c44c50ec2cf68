#ifndef CONSTPROP_GRADIENT_HPP
#define CONSTPROP_GRADIENT_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/call_stack.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/backpropagation/over_batches.hpp>
#include <constprop/backpropagation/over_time.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/network.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

template <class Network, class Inputs>
using input_gradient_type = std::conditional_t<are_samples_for<Network, Inputs>, Inputs, sample_of<Network, Inputs>>;

template <class Network, class Sample> constexpr auto* first_sample(Sample& sample) noexcept { return &sample; }
template <class Network, class Sample, std::size_t Batch>
requires is_sample_for<Network, Sample>
constexpr auto* first_sample(std::array<Sample, Batch>& batch) noexcept {
    return batch.data();
}

}  // namespace detail

/// A loss and its gradient.
template <class T, class Gradient> struct differentiated {
    T loss{};
    Gradient gradient{};
};

/// The loss ℓ of a sample, or of a batch, and ∂ℓ/∂parameters. The gradient has the network's type, or
/// `Network::gradient_type` where layers have statistics.
///
/// x is an input (std::array, C array or braced list) or a std::array of inputs. y is its target: shaped like the output, or a
/// class index where the loss takes one; a batch has an array of targets. An input may also be a sequence of inputs. Its
/// target is then that of the last output, or a sequence with one target for each step, and the gradient goes through time.
/// The loss of a batch is a mean as the loss defines it, over all steps that have a target. Gradients with respect to the
/// first layer's input are not computed. This is a training pass: layers measure their statistics on this batch. With a
/// `pass`, layers such as dropout draw random bits from it.
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

/// The loss ℓ and ∂ℓ/∂x, shaped like x: the direction in input space in which the loss grows fastest. This is an inference
/// pass: layers measure nothing and drop nothing.
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
