#ifndef CONSTPROP_LOSSES_BCE_WITH_LOGITS_HPP
#define CONSTPROP_LOSSES_BCE_WITH_LOGITS_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/log1p.hpp>
#include <constprop/math/sigmoid.hpp>

namespace constprop {

/// Binary cross-entropy of logits z: max(z, 0) − y z + log(1 + exp(−|z|)), mean over batch and outputs; slope σ(z) − y.
///
/// Rejects:     a network whose outputs are probabilities already
/// Source:      PyTorch's nn.BCEWithLogitsLoss
struct CONSTPROP_TAGGED bce_with_logits : elementwise_loss<bce_with_logits> {
    using needs = errors::functions<errors::exp, errors::log1p>;

    static constexpr prediction_kind takes = prediction_kind::logits;

    template <class T> [[nodiscard]] static constexpr T value(T logit, T target) noexcept {
        CONSTPROP_AS_WRITTEN
        using math::exp;
        using math::log1p;
        return CONSTPROP_ROUNDED((logit < T(0) ? T(0) : logit) - target * logit) +
               log1p(exp(logit < T(0) ? logit : -logit));
    }
    template <class T> [[nodiscard]] static constexpr T slope(T logit, T target) noexcept {
        return math::sigmoid(logit) - target;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_BCE_WITH_LOGITS_HPP
