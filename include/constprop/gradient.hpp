#ifndef CONSTPROP_GRADIENT_HPP
#define CONSTPROP_GRADIENT_HPP

#include <constprop/braced.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/network.hpp>
#include <constprop/samples.hpp>

#include <boost/hana/fold_right.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {
namespace detail {

/// The two sums whose quotient is the loss of a batch; see `loss`.
template <class T> struct loss_sums {
    T total = T(0);
    T share = T(0);

    template <class Loss, class Output, class Target>
    constexpr void add(const Loss& loss, const Output& prediction, const Target& target) noexcept {
        constexpr std::size_t outputs = std::tuple_size_v<Output>;
        total += loss.template total<outputs>(prediction.data(), target);
        share += loss.template share<outputs, T>(target);
    }
    constexpr void add(const loss_sums& more) noexcept {
        total += more.total;
        share += more.share;
    }
    constexpr T mean() const noexcept { return total / share; }
};

/// Whether the loss differentiates as one with the layer that gives its prediction.
template <class Loss, class Layer, std::size_t Outputs, class T, class Target>
inline constexpr bool fuses_with = requires(const Loss& loss, Layer layer, const T* prediction, const Target& target,
                                            T scale, T* out) {
    loss.template gradient_through<Outputs>(layer, prediction, target, scale, out);
};

/// Which gradients a backward pass is for.
enum class with_respect_to { parameters, input };

/// The forward pass and the backward pass over `count` ≤ Batch samples.
///
/// The forward pass scans the stages and keeps what each gives. The backward pass folds them from the right: from ∂ℓ/∂y
/// of a stage to ∂ℓ/∂x, which is ∂ℓ/∂y of the stage before. Each stage with parameters adds its part to `gradient` on
/// the way; or, where the input is asked for, the end of the fold is copied to the `count` rows at `gradient`. Returns
/// the loss as two sums.
template <with_respect_to Asked, std::size_t Batch, class Network, class Loss, class Target, class Gradient>
constexpr auto backpropagate(const Network& net, const Loss& loss, const typename Network::input_type* x,
                             const Target* y, std::size_t count, Gradient* gradient) noexcept {
    using T = typename Network::scalar;
    constexpr std::size_t size = Network::output_size, last = Network::layer_count - 1;
    constexpr bool fused = fuses_with<Loss, typename Network::template layer_type<last>, size, T, Target>;
    constexpr std::size_t first_asked = Asked == with_respect_to::input ? 0 : Network::first_with_parameters + 1;

    typename Network::template outputs_type<Batch> outputs;
    net.scan(x, outputs, count);
    const auto* prediction = outputs.template before<last + 1>(x);

    loss_sums<T> sums;
    for (std::size_t n = 0; n < count; ++n) sums.add(loss, prediction[n], y[n]);

    rows<T, size, Batch> slope;
    const T scale = T(1) / sums.share;
    for (std::size_t n = 0; n < count; ++n) {
        if constexpr (fused)
            loss.template gradient_through<size>(typename Network::template layer_type<last>{}, prediction[n].data(),
                                                 y[n], scale, slope.data()[n].data());
        else loss.template gradient<size>(prediction[n].data(), y[n], scale, slope.data()[n].data());
    }

    typename Network::template errors_type<Batch, first_asked> errors;
    [[maybe_unused]] const auto* dx =
        boost::hana::fold_right(net.all_stages(), slope.data(), [&](const auto& stage_, auto* dy_) noexcept {
            using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
            constexpr std::size_t at_ = stage_type_::index;
            const auto* x_ = outputs.template before<at_>(x);
            if constexpr (fused && at_ == last) {
                return dy_;
            } else {
                if constexpr (Asked == with_respect_to::parameters)
                    gradient->template layer<at_>().accumulate(x_, dy_, count);
                if constexpr (at_ < first_asked) return static_cast<typename stage_type_::input_row*>(nullptr);
                else return stage_.backward(x_, outputs[stage_], dy_, errors[stage_], count);
            }
        });
    if constexpr (Asked == with_respect_to::input)
        for (std::size_t n = 0; n < count; ++n) gradient[n] = dx[n];
    return sums;
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
constexpr auto differentiate(const Network& net, const Loss& loss, const Inputs& x, const Targets& y) noexcept {
    using result = differentiated<typename Network::scalar, Network>;
    return detail::with_samples<result>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept {
        result result_;
        result_.loss = detail::backpropagate<detail::with_respect_to::parameters, batch_()>(net, loss, x_, y_, batch_(),
                                                                                            &result_.gradient)
                           .mean();
        return result_;
    });
}

/// The loss ℓ and ∂ℓ/∂x, shaped like x: what would change the loss fastest if it were added to the input.
template <class Network, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
constexpr auto differentiate_input(const Network& net, const Loss& loss, const Inputs& x, const Targets& y) noexcept {
    using result = differentiated<typename Network::scalar, detail::input_gradient_type<Network, Inputs>>;
    return detail::with_samples<result>(net, loss, x, y, [&](const auto* x_, const auto* y_, auto batch_) noexcept {
        result result_;
        auto* rows_ = detail::first_row<Network>(result_.gradient);
        result_.loss =
            detail::backpropagate<detail::with_respect_to::input, batch_()>(net, loss, x_, y_, batch_(), rows_).mean();
        return result_;
    });
}

}  // namespace constprop

#endif  // CONSTPROP_GRADIENT_HPP
