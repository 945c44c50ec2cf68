#ifndef CONSTPROP_LOSSES_BCE_HPP
#define CONSTPROP_LOSSES_BCE_HPP

#include <constprop/activations/sigmoid.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/math/log.hpp>
#include <constprop/math/log1p.hpp>
#include <constprop/numbers/positive.hpp>

namespace constprop {

/// Binary cross-entropy of probabilities: −(y log ŷ + (1 − y) log(1 − ŷ)), each log at least −100; mean over batch and
/// outputs.
///
/// slope:       (ŷ − y) / max(ŷ(1 − ŷ), 1e−12)
/// After sigmoid the two are fused: their gradient is ŷ − y, which stays exact where ŷ has rounded to 0 or 1.
/// `unfused<bce>` multiplies the two slopes, as PyTorch does.
/// Rejects:     a network whose outputs are no probabilities
/// Source:      PyTorch's nn.BCELoss
struct CONSTPROP_TAGGED bce : elementwise_loss<bce> {
    using needs = errors::functions<errors::log, errors::log1p>;

    static constexpr prediction_kind takes = prediction_kind::probabilities;

    template <class T> [[nodiscard]] static constexpr T value(T prediction, T target) noexcept {
        using math::log;
        using math::log1p;
        const T log_of_other = prediction == T(1) ? T(-100) : clamped(log1p(-prediction));
        const T log_of_one = prediction == T(0) ? T(-100) : clamped(log(prediction));
        return (target - T(1)) * log_of_other - target * log_of_one;
    }
    template <class T> [[nodiscard]] static constexpr T slope(T prediction, T target) noexcept {
        const T variance = prediction * (T(1) - prediction);
        return (prediction - target) / (variance < detail::positive<T>(1e-12) ? detail::positive<T>(1e-12) : variance);
    }
    template <class T> [[nodiscard]] static constexpr T slope_through(sigmoid, T prediction, T target) noexcept {
        return prediction - target;
    }

 private:
    // Never computes log(0), which -ffinite-math-only assumes to be impossible.
    template <class T> static constexpr T clamped(T logarithm) noexcept {
        return logarithm < T(-100) ? T(-100) : logarithm;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_BCE_HPP
