#ifndef CONSTPROP_LOSSES_NLL_HPP
#define CONSTPROP_LOSSES_NLL_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/losses/classes.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/math/exp.hpp>

#include <cstddef>

namespace constprop {

/// Negative log-likelihood of log-probabilities: −ŷ_y for a class index y; mean over the batch.
///
/// gradient:    −1 at y, divided by the batch; after log_softmax the two are fused: exp(ŷ) − y. `unfused<nll>` multiplies
///              the two
/// Rejects:     a network that does not end in log_softmax; an index of a class that does not exist stops a constant
///              expression and traps in a program
/// Source:      PyTorch's nn.NLLLoss
struct CONSTPROP_TAGGED nll {
    using final_type = nll;
    using needs = errors::functions<errors::exp>;

    static constexpr prediction_kind takes = prediction_kind::log_probabilities;
    template <class Target, class Output> static constexpr bool targets = class_index<Target>;

    template <std::size_t Outputs, class T, class_index Target, class Weights = unit_weights>
    [[nodiscard]] constexpr T total(const T* prediction, Target target, Weights weights = {}) const noexcept {
        CONSTPROP_AS_WRITTEN  // as in class_target::cross
        const std::size_t c = detail::checked_class<Outputs>(target);
        return weights(c, -prediction[c]);
    }

    template <std::size_t Outputs, class T, class_index Target, class Weights = unit_weights>
    [[nodiscard]] constexpr T share(Target target, Weights weights = {}) const noexcept {
        return detail::class_share<Outputs, T>(target, weights);
    }

    template <std::size_t Outputs, class T, class_index Target, class Weights = unit_weights>
    constexpr void gradient(const T* /*prediction*/, Target target, T scale, T* out,
                            Weights weights = {}) const noexcept {
        const std::size_t of_target = detail::checked_class<Outputs>(target);
        for (std::size_t c = 0; c < Outputs; ++c) out[c] = c == of_target ? weights(c, -scale) : T(0);
    }

    template <std::size_t Outputs, class T, class_index Target, class Weights = unit_weights>
    constexpr void gradient_through(log_softmax, const T* prediction, Target target, T scale, T* out,
                                    Weights weights = {}) const noexcept {
        using math::exp;
        detail::make_class_target<Outputs, T>(target, T(0), weights)
            .gradient_of_logits([&](std::size_t c_) noexcept { return exp(prediction[c_]); }, scale, out);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_NLL_HPP
