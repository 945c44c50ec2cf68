#ifndef CONSTPROP_LOSSES_LOSS_HPP
#define CONSTPROP_LOSSES_LOSS_HPP

#include <constprop/kernels/target.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// The kind of prediction that a loss takes. A loss of logits rejects probabilities, and the reverse.
enum class prediction_kind { anything, logits, probabilities, log_probabilities };

/// A loss over a batch is a quotient of two sums, ℓ = Σₙ total(ŷₙ, yₙ) / Σₙ share(yₙ). It is a mean over all elements if a
/// share is the number of outputs, a mean over samples if it is 1, and a weighted mean if it is the weight of the
/// sample's class.
///
/// A type is a loss when it names what it `takes` (a prediction_kind) and, as a template over types, whether a `Target`
/// may be the target of an `Output`, `static constexpr bool targets<Target, Output>`; and when it has, constexpr and
/// noexcept,
///
///     template <std::size_t Outputs, class T, class Target> T total(const T* prediction, const Target& target)
///     template <std::size_t Outputs, class T, class Target> T share(const Target& target)
///     template <std::size_t Outputs, class T, class Target>
///     void gradient(const T* prediction, const Target& target, T scale, T* out)
///         writes scale · ∂total/∂ŷ, with scale = 1 / Σ share
///
/// If the loss and the last layer simplify together, the loss also has
///
///     template <std::size_t Outputs, class T, class Target>
///     void gradient_through(Layer, const T* prediction, const Target& target, T scale, T* out)
///         writes scale · ∂total/∂z for ŷ = Layer(z)
///
/// If each of these takes one argument more, `weights`, the loss can be weighted: weights(k, v) is v times the weight of
/// output or class k. `elementwise_loss<…>` defines all of this for a sum over outputs. Numbers of a loss, such as a
/// threshold, should have the type `hyperparameter`, and are read as `T(number)`.
/// `gradient_error<Network>(loss, seed)`, in testing/gradient_error.hpp, checks the gradient.
template <class Type>
concept loss = requires {
    { Type::takes } -> std::convertible_to<prediction_kind>;
    { Type::template targets<std::array<float, 1>, std::array<float, 1>> } -> std::convertible_to<bool>;
};

/// Every weight is 1.
struct CONSTPROP_TAGGED unit_weights{template <class T> [[nodiscard]] constexpr T operator()(std::size_t /*k*/, T value)
                                         const noexcept {return value;
}
}
;

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Loss> inline constexpr std::size_t weights_of = 0;
template <class Loss>
requires requires { Loss::weight_count; }
inline constexpr std::size_t weights_of<Loss> = Loss::weight_count;

/// Sums a loss over outputs, from its `value` and `slope` for one output.
template <std::size_t Outputs> struct elementwise {
    template <class Loss, class T, class Target, class Weights>
    static constexpr T total(const Loss& loss, const T* prediction, const Target& target, Weights weights) noexcept {
        T sum = T(0);
        for (std::size_t j = 0; j < Outputs; ++j) sum += weights(j, loss.value(prediction[j], target[j]));
        return sum;
    }
    template <class Loss, class T, class Target, class Weights>
    static constexpr void gradient(const Loss& loss, const T* prediction, const Target& target, T scale, T* out,
                                   Weights weights) noexcept {
        for (std::size_t j = 0; j < Outputs; ++j) out[j] = weights(j, loss.slope(prediction[j], target[j])) * scale;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A loss that is the mean of ℓ(ŷⱼ, yⱼ) over outputs j. To write one, define its value and its slope:
///
///     struct quartic : constprop::elementwise_loss<quartic> {
///         template <class T> static constexpr T value(T prediction, T target) { … }  // ℓ
///         template <class T> static constexpr T slope(T prediction, T target) { … }  // ∂ℓ/∂ŷ
///     };
///
/// Targets are shaped like outputs. A derived class may also have `slope_through(Layer, ŷ, y)`, ∂ℓ/∂z for ŷ = Layer(z).
template <class Derived> struct CONSTPROP_TAGGED elementwise_loss {
    using final_type = Derived;

    static constexpr prediction_kind takes = prediction_kind::anything;
    template <class Target, class Output> static constexpr bool targets = std::is_same_v<Target, Output>;

    template <std::size_t Outputs, class T, class Weights = unit_weights>
    [[nodiscard]] constexpr T total(const T* prediction, const std::array<T, Outputs>& target,
                                    Weights weights = {}) const noexcept {
        return detail::elementwise<Outputs>::total(self(), prediction, target, weights);
    }

    template <std::size_t Outputs, class T, class Weights = unit_weights>
    [[nodiscard]] constexpr T share(const std::array<T, Outputs>& /*target*/, Weights /*weights*/ = {}) const noexcept {
        return T(static_cast<double>(Outputs));
    }

    template <std::size_t Outputs, class T, class Weights = unit_weights>
    constexpr void gradient(const T* prediction, const std::array<T, Outputs>& target, T scale, T* out,
                            Weights weights = {}) const noexcept {
        detail::elementwise<Outputs>::gradient(self(), prediction, target, scale, out, weights);
    }

    // Self, not Derived: clang 14 evaluates a constraint while the derived class is still incomplete.
    template <std::size_t Outputs, class Layer, class T, class Weights = unit_weights, class Self = Derived>
    requires requires(const Self& derived, Layer layer, T value) { derived.slope_through(layer, value, value); }
    constexpr void gradient_through(Layer layer, const T* prediction, const std::array<T, Outputs>& target, T scale,
                                    T* out, Weights weights = {}) const noexcept {
        for (std::size_t j = 0; j < Outputs; ++j)
            out[j] = weights(j, self().slope_through(layer, prediction[j], target[j])) * scale;
    }

 private:
    constexpr const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_LOSS_HPP
