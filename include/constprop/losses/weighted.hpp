#ifndef CONSTPROP_LOSSES_WEIGHTED_HPP
#define CONSTPROP_LOSSES_WEIGHTED_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace constprop {

/// A loss with a weight for each output (mse, l1, huber, bce, bce_with_logits, squared_error) or for each class
/// (cross_entropy, nll).
///
///     constprop::weighted(constprop::bce{}, {1.0, 3.0})
///
/// Each term of the sum is multiplied by its weight. An elementwise loss is still divided by the number of elements, as in
/// nn.BCELoss(weight=…); a loss with class indices is divided by the weights of the samples' classes, as in
/// nn.CrossEntropyLoss(weight=…).
///
/// Rejects:     a number of weights other than the network's number of outputs
template <class Loss, std::size_t Count> struct CONSTPROP_TAGGED weighted {
    using final_type = weighted;
    using wrapped = Loss;

    Loss loss;
    std::array<hyperparameter, Count> weights;

    [[gnu::always_inline]] constexpr weighted(const Loss& loss_, const std::array<double, Count>& by_) noexcept
        : weighted(loss_, by_, std::make_index_sequence<Count>{}) {}
    [[gnu::always_inline]] constexpr weighted(const Loss& loss_, const double (&by_)[Count]) noexcept
        : weighted(loss_, by_, std::make_index_sequence<Count>{}) {}

    static constexpr std::size_t weight_count = Count;
    static constexpr prediction_kind takes = Loss::takes;
    template <class Target, class Output> static constexpr bool targets = Loss::template targets<Target, Output>;

    template <std::size_t Outputs, class T, class Target>
    [[nodiscard]] constexpr T total(const T* prediction, const Target& target) const noexcept {
        return loss.template total<Outputs>(prediction, target, by_weight());
    }
    template <std::size_t Outputs, class T, class Target>
    [[nodiscard]] constexpr T share(const Target& target) const noexcept {
        return loss.template share<Outputs, T>(target, by_weight());
    }
    template <std::size_t Outputs, class T, class Target>
    constexpr void gradient(const T* prediction, const Target& target, T scale, T* out) const noexcept {
        loss.template gradient<Outputs>(prediction, target, scale, out, by_weight());
    }
    template <std::size_t Outputs, class Layer, class T, class Target>
    requires requires(const Loss& of, Layer layer, const T* prediction, const Target& target, T scale, T* out) {
        of.template gradient_through<Outputs>(layer, prediction, target, scale, out);
    }
    constexpr void gradient_through(Layer layer, const T* prediction, const Target& target, T scale,
                                    T* out) const noexcept {
        loss.template gradient_through<Outputs>(layer, prediction, target, scale, out, by_weight());
    }

 private:
    template <class Weights, std::size_t... K>
    [[gnu::always_inline]] constexpr weighted(const Loss& loss_, const Weights& by_,
                                              std::index_sequence<K...> /*all*/) noexcept
        : loss(loss_), weights{by_[K]...} {}

    struct times {
        const hyperparameter* weights;
        template <class T> constexpr T operator()(std::size_t k, T value) const noexcept {
            return T(weights[k]) * value;
        }
    };
    constexpr times by_weight() const noexcept { return {weights.data()}; }
};
template <class Loss, std::size_t Count> weighted(Loss, const double (&)[Count]) -> weighted<Loss, Count>;
template <class Loss, std::size_t Count> weighted(Loss, std::array<double, Count>) -> weighted<Loss, Count>;

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_WEIGHTED_HPP
