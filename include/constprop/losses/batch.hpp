#ifndef CONSTPROP_LOSSES_BATCH_HPP
#define CONSTPROP_LOSSES_BATCH_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/final_type.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>

/// The loss of several samples, and the beginning of the backward pass.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The two sums whose quotient is the loss of a batch; see `loss`.
template <class T> struct loss_sums {
    kernels::sum_of<T> total = T(0);
    kernels::sum_of<T> share = T(0);

    template <class Loss, class Output, class Target>
    constexpr void add(const Loss& loss, const Output& prediction, const Target& target) noexcept {
        constexpr std::size_t outputs = std::tuple_size_v<Output>;
        total += kernels::sum_of<T>(loss.template total<outputs>(prediction.data(), target));
        share += kernels::sum_of<T>(loss.template share<outputs, T>(target));
    }
    constexpr void add(const loss_sums& more) noexcept {
        total += more.total;
        share += more.share;
    }
    constexpr T mean() const noexcept { return T(total / share); }
};

/// True if the loss has a `gradient_through` the layer that gives its prediction.
template <class Loss, class Layer, std::size_t Outputs, class T, class Target>
inline constexpr bool has_gradient_through =
    requires(const Loss& loss, Layer layer, const T* prediction, const Target& target, T scale, T* out) {
        loss.template gradient_through<Outputs>(layer, prediction, target, scale, out);
    };

/// Converts to a base of the loss that is fused with the layer, if the loss has replaced its `gradient`: the inherited
/// `gradient_through` does not belong to the new one.
template <class Loss, class Layer, std::size_t Outputs, class T, class Target> struct fusing_base {
    template <class Type> static auto gradient_of(int) -> member<&Type::template gradient<Outputs, T, Target>>*;
    template <class> static void gradient_of(...);

    template <class Base>
    requires(is_base_of<Base, Loss> && has_gradient_through<Base, Layer, Outputs, T, Target> &&
             !std::is_same_v<decltype(gradient_of<Base>(0)), decltype(gradient_of<Loss>(0))>)
    constexpr operator Base() const noexcept;
};

/// True if the loss is fused with the layer: one gradient for both.
template <class Loss, class Layer, std::size_t Outputs, class T, class Target> constexpr bool fuses() noexcept {
    if constexpr (!has_gradient_through<Loss, Layer, Outputs, T, Target>) return false;
    else if constexpr (requires { typename Loss::final_type; } || !std::is_aggregate_v<Loss>) return true;
    else return !has_base<Loss, fusing_base<Loss, Layer, Outputs, T, Target>>;
}
template <class Loss, class Layer, std::size_t Outputs, class T, class Target>
inline constexpr bool fuses_with = fuses<Loss, Layer, Outputs, T, Target>();

/// The sum of the shares of `count` rows' targets: the divisor in the loss of a batch.
template <std::size_t Outputs, class T, class Loss, class Targets>
constexpr kernels::sum_of<T> share_of(const Loss& loss, const Targets& y, std::size_t count) noexcept {
    kernels::sum_of<T> sum = T(0);
    for (std::size_t n = first_with_target(y, count); n < count; ++n)
        sum += kernels::sum_of<T>(loss.template share<Outputs, T>(y[n]));
    return sum;
}

/// The loss of `count` predictions, as two sums, and its gradient. They are part of a batch whose share is `whole`, or a
/// batch of their own if that is `nullptr`. The gradient is with respect to the input of `Last` if the loss is fused with this
/// layer, else with respect to the predictions. Rows without a target have a gradient of 0.
template <class Last, class Loss, class T, std::size_t Outputs, class Targets, class Whole = std::nullptr_t>
constexpr loss_sums<T> differentiate_loss(const Loss& loss, const std::array<T, Outputs>* prediction, const Targets& y,
                                          std::size_t count, std::array<T, Outputs>* gradient,
                                          [[maybe_unused]] Whole whole = nullptr) noexcept {
    loss_sums<T> sums;
    const std::size_t first = first_with_target(y, count);
    for (std::size_t n = first; n < count; ++n) sums.add(loss, prediction[n], y[n]);
    kernels::sum_of<T> share = sums.share;
    if constexpr (!std::is_null_pointer_v<Whole>) share = whole;
    const T scale = kernels::sum_of<T>(T(1)) / share;
    for (std::size_t n = 0; n < first; ++n)
        for (std::size_t k = 0; k < Outputs; ++k) gradient[n].data()[k] = T(0);
    if constexpr (fuses_with<Loss, Last, Outputs, T, target_among<Targets>>)
        for (std::size_t n = first; n < count; ++n)
            loss.template gradient_through<Outputs>(Last{}, prediction[n].data(), y[n], scale, gradient[n].data());
    else
        for (std::size_t n = first; n < count; ++n)
            loss.template gradient<Outputs>(prediction[n].data(), y[n], scale, gradient[n].data());
    return sums;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LOSSES_BATCH_HPP
