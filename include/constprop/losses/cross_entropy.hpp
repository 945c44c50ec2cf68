#ifndef CONSTPROP_LOSSES_CROSS_ENTROPY_HPP
#define CONSTPROP_LOSSES_CROSS_ENTROPY_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/layers/softmax.hpp>
#include <constprop/losses/classes.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop {

/// Cross-entropy of logits z: −log softmax(z)_y for a class index y, −Σ_c y_c log softmax(z)_c for probabilities; mean
/// over the batch.
///
/// gradient:    softmax(z) − y, divided by the batch
/// Parameters:  label_smoothing ε replaces y by (1 − ε) y + ε/Classes; `weighted(cross_entropy{}, …)` adds class weights
/// Cost:        one exp an output, one log
/// Rejects:     a network that ends in softmax, log_softmax or sigmoid, which would be applied twice; an index of a class
///              that does not exist stops a constant expression and traps in a program
/// Source:      PyTorch's nn.CrossEntropyLoss
struct CONSTPROP_TAGGED cross_entropy {
    using final_type = cross_entropy;
    using needs = errors::functions<errors::exp, errors::log>;

    union {  // see options_have_names
        hyperparameter label_smoothing = 0;
    };

    static constexpr prediction_kind takes = prediction_kind::logits;
    template <class Target, class Output>
    static constexpr bool targets = class_index<Target> || std::is_same_v<Target, Output>;

    template <std::size_t Outputs, class T, class Target, class Weights = unit_weights>
    [[nodiscard]] constexpr T total(const T* logits, const Target& target, Weights weights = {}) const noexcept {
        const auto normalizer = detail::log_sum_exp<Outputs>(logits);
        return detail::make_class_target<Outputs, T>(target, T(label_smoothing), weights)
            .cross([&](std::size_t c_) noexcept { return normalizer.subtracted_from(logits[c_]); });
    }

    template <std::size_t Outputs, class T, class Target, class Weights = unit_weights>
    [[nodiscard]] constexpr T share(const Target& target, Weights weights = {}) const noexcept {
        return detail::class_share<Outputs, T>(target, weights);
    }

    template <std::size_t Outputs, class T, class Target, class Weights = unit_weights>
    constexpr void gradient(const T* logits, const Target& target, T scale, T* out,
                            Weights weights = {}) const noexcept {
        softmax::forward<Outputs>(static_cast<const T*>(nullptr), logits, out);
        detail::make_class_target<Outputs, T>(target, T(label_smoothing), weights)
            .gradient_of_logits([&](std::size_t c_) noexcept { return out[c_]; }, scale, out);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_CROSS_ENTROPY_HPP
