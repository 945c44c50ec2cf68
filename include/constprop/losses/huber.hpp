#ifndef CONSTPROP_LOSSES_HUBER_HPP
#define CONSTPROP_LOSSES_HUBER_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// Huber loss: with d = ŷ − y, d²/2 where |d| ≤ δ, else δ(|d| − δ/2); mean over batch and outputs; slope d, at most ±δ.
///
/// Source:      PyTorch's nn.HuberLoss
struct CONSTPROP_TAGGED huber {
    using final_type = huber;

    union {  // see options_have_names
        hyperparameter delta = 1;
    };

    static constexpr prediction_kind takes = prediction_kind::anything;
    template <class Target, class Output> static constexpr bool targets = std::is_same_v<Target, Output>;

    template <class T> [[nodiscard]] constexpr T value(T prediction, T target) const noexcept {
        const T distance = prediction < target ? target - prediction : prediction - target;
        return distance > T(delta) ? T(delta) * (distance - T(0.5) * T(delta)) : T(0.5) * distance * distance;
    }
    template <class T> [[nodiscard]] constexpr T slope(T prediction, T target) const noexcept {
        const T difference = prediction - target;
        return difference > T(delta) ? T(delta) : difference < -T(delta) ? -T(delta) : difference;
    }

    // No base class: with one, g++ warns about designated initializers.
    template <std::size_t Outputs, class T, class Weights = unit_weights>
    [[nodiscard]] constexpr T total(const T* prediction, const std::array<T, Outputs>& target,
                                    Weights weights = {}) const noexcept {
        return detail::elementwise<Outputs>::total(*this, prediction, target, weights);
    }
    template <std::size_t Outputs, class T, class Weights = unit_weights>
    [[nodiscard]] constexpr T share(const std::array<T, Outputs>& /*target*/, Weights /*weights*/ = {}) const noexcept {
        return T(static_cast<double>(Outputs));
    }
    template <std::size_t Outputs, class T, class Weights = unit_weights>
    constexpr void gradient(const T* prediction, const std::array<T, Outputs>& target, T scale, T* out,
                            Weights weights = {}) const noexcept {
        detail::elementwise<Outputs>::gradient(*this, prediction, target, scale, out, weights);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_HUBER_HPP
