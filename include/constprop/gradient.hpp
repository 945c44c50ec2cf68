#ifndef CONSTPROP_GRADIENT_HPP
#define CONSTPROP_GRADIENT_HPP

#include <constprop/braced.hpp>
#include <constprop/call_stack.hpp>
#include <constprop/fold.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/network.hpp>
#include <constprop/samples.hpp>

#include <boost/hana/at.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// Which gradients a backward pass is for.
enum class with_respect_to { parameters, input };

/// The forward pass and the backward pass over `samples` ≤ Batch samples.
///
/// The forward pass scans the stages and keeps what each gives. The backward pass folds them from the right: from ∂ℓ/∂y
/// of a stage to ∂ℓ/∂x, which is ∂ℓ/∂y of the stage before. receive(stage), for each stage with parameters, returns the sink
/// that takes their gradients; where the input is asked for, receive(dx) gets ∂ℓ/∂x of the first stage. Returns the loss as
/// two sums. Inlined, with the scan, so that values of small networks pass through registers.
template <with_respect_to Asked, std::size_t Batch, class Network, class Loss, class Target, class Receive>
[[gnu::always_inline]] constexpr auto backpropagate(const Network& net, const Loss& loss,
                                                    const typename Network::input_type* x, const Target* y,
                                                    std::size_t samples, Receive receive) noexcept {
    using T = typename Network::scalar;
    const std::size_t count = Batch == 1 ? 1 : samples;
    constexpr std::size_t size = Network::output_size, last = Network::layer_count - 1;
    using last_layer = typename Network::template layer_type<last>;
    constexpr bool as_one = fuses_with<Loss, last_layer, size, T, Target>;
    static_assert(!as_one || Network::shape_of(last).parameters() == 0,
                  "A loss differentiates as one only with a layer without parameters: it knows nothing of those.");
    constexpr std::size_t first_asked = Asked == with_respect_to::input ? 0 : Network::first_with_parameters + 1;

    typename Network::template outputs_type<Batch> outputs;
    net.template scan<Batch>(x, outputs, count);

    rows<T, size, Batch> slope;
    const auto sums =
        differentiate_loss<last_layer>(loss, outputs.template before<last + 1>(x), y, count, slope.data());

    typename Network::template errors_type<Batch, first_asked> errors;
    [[maybe_unused]] const auto* dx = fold_right<std::remove_cvref_t<decltype(net.all_stages())>>(
        Batch == 1 ? slope.data() : kernels::written(slope.data()), [&](auto* dy_, auto type_) CONSTPROP_INLINED {
            using stage_type_ = typename decltype(type_)::type;
            const auto& stage_ = boost::hana::at_c<stage_type_::index>(net.all_stages());
            constexpr std::size_t at_ = stage_type_::index;
            const auto* x_ = outputs.template before<at_>(x);
            if constexpr (as_one && at_ == last) {
                return dy_;
            } else {
                const auto sink_ = [&]() noexcept {
                    if constexpr (Asked == with_respect_to::parameters && stage_type_::shape.parameters() > 0)
                        return receive(stage_);
                    else return unasked{};
                };
                if constexpr (at_ < first_asked)
                    return stage_.template backward<Batch>(x_, outputs[stage_], dy_, unasked{}, count, sink_());
                else return stage_.template backward<Batch>(x_, outputs[stage_], dy_, errors[stage_], count, sink_());
            }
        });
    if constexpr (Asked == with_respect_to::input) receive(dx);
    return sums;
}

/// A loss as two sums, and its gradient with respect to the parameters.
template <std::size_t Batch, class Network, class Loss, class Target>
constexpr auto find_gradient(const Network& net, const Loss& loss, const typename Network::input_type* x,
                             const Target* y, std::size_t count, Network& gradient) noexcept {
    return backpropagate<with_respect_to::parameters, Batch>(net, loss, x, y, count, [&](const auto& stage_) noexcept {
        constexpr std::size_t at_ = std::remove_cvref_t<decltype(stage_)>::index;
        return kernels::write_to<typename Network::scalar>{gradient.template layer<at_>().data()};
    });
}

template <class Network, class Inputs>
using input_gradient_type = std::conditional_t<is_batch_for<Network, Inputs>, Inputs, typename Network::input_type>;

template <class Network> constexpr auto* first_row(typename Network::input_type& row) noexcept { return &row; }
template <class Network, std::size_t Batch>
constexpr auto* first_row(std::array<typename Network::input_type, Batch>& batch) noexcept {
    return batch.data();
}

}  // namespace detail

/// A loss and its gradient.
template <class T, class Gradient> struct differentiated {
    T loss{};
    Gradient gradient{};
};

/// The loss ℓ of a sample, or of a batch, and ∂ℓ/∂parameters, which has the network's own type.
///
/// x is an input (std::array, C array or braced list) or a std::array of them; y is its target: shaped like the output,
/// or a class index where the loss takes those; a batch has an array of targets. The loss of a batch is a mean as the
/// loss defines it. Gradients with respect to the first layer's input are not computed.
///
/// Cost:        about three forward passes (two for the first layer); memory as `footprint<…>` says
/// Rejects:     inputs and targets of another size or scalar; a loss that does not suit the last layer
template <class Network, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto differentiate(const Network& net, const Loss& loss, const Inputs& x,
                                           const Targets& y) noexcept {
    using result = differentiated<typename Network::scalar, Network>;
    if constexpr (!detail::is_complete_loss<Network, Loss>) {
        return detail::reject_loss<Network, Loss>(), result{};
    } else {
        constexpr std::size_t passes = detail::bytes_of_passes<Network, detail::samples_at_once<Network, Inputs>()>();
        detail::keep_stack_budget<Network, sizeof(Network) + passes>();
        return detail::with_samples<result>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept {
            result result_;
            result_.loss = detail::find_gradient<batch_()>(net, loss, x_, y_, batch_(), result_.gradient).mean();
            return result_;
        });
    }
}

/// The loss ℓ and ∂ℓ/∂x, shaped like x: what would change the loss fastest if it were added to the input.
template <class Network, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto differentiate_input(const Network& net, const Loss& loss, const Inputs& x,
                                                 const Targets& y) noexcept {
    using result = differentiated<typename Network::scalar, detail::input_gradient_type<Network, Inputs>>;
    if constexpr (!detail::is_complete_loss<Network, Loss>) return detail::reject_loss<Network, Loss>(), result{};
    else
        return detail::with_samples<result>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept {
            result result_;
            auto* rows_ = detail::first_row<Network>(result_.gradient);
            result_.loss = detail::backpropagate<detail::with_respect_to::input,
                                                 batch_()>(net, loss, x_, y_, batch_(), [&](const auto* dx_) noexcept {
                               for (std::size_t n_ = 0; n_ < batch_(); ++n_) rows_[n_] = dx_[n_];
                           }).mean();
            return result_;
        });
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_GRADIENT_HPP
