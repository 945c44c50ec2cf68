#ifndef CONSTPROP_OPTIMIZERS_RMSPROP_HPP
#define CONSTPROP_OPTIMIZERS_RMSPROP_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/flush_subnormals.hpp>
#include <constprop/math/sqrt.hpp>
#include <constprop/numbers/positive.hpp>
#include <constprop/optimizers/decay.hpp>

#include <cstddef>
#include <tuple>

namespace constprop {

/// RMSprop with smoothing α, gradient g (λ w added to it):
///
///     v ← α v + (1 − α) g²;  w ← w − η g / (√v + ε)
///
/// Memory:      one value a parameter
/// Cost:        one square root and one division a parameter
/// Source:      PyTorch's optim.RMSprop with momentum 0
struct CONSTPROP_TAGGED rmsprop {
    using final_type = rmsprop;
    using needs = errors::functions<errors::sqrt>;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    double learning_rate = 1e-2;
    double alpha = 0.99;
    double epsilon = 1e-8;
    double weight_decay = 0;

    static constexpr std::size_t buffers = 1;

    template <class T> class stepper {
        T learning_rate_, alpha_, rest_, epsilon_, weight_decay_, rate_{};
        bool decays_;

     public:
        using final_type = stepper;
        static constexpr bool takes_vectors = true, without_masks = true;

        [[gnu::always_inline]] constexpr explicit stepper(const rmsprop& rule_) noexcept
            : learning_rate_(T(rule_.learning_rate)),
              alpha_(T(rule_.alpha)),
              rest_(T(1 - rule_.alpha)),
              epsilon_(detail::positive<T>(rule_.epsilon)),
              weight_decay_(T(rule_.weight_decay)),
              decays_(rule_.weight_decay > 0 || rule_.weight_decay < 0) {}

        constexpr void begin(T factor) noexcept { rate_ = learning_rate_ * factor; }
        template <class Self> [[nodiscard]] static constexpr std::tuple<> saved(Self& /*self*/) noexcept { return {}; }

        [[nodiscard, gnu::always_inline]] constexpr stepper without_decay() const noexcept {
            stepper result = *this;
            result.weight_decay_ = T(0), result.decays_ = false;
            return result;
        }
        template <class Value>
        [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope, Value& square) const noexcept {
            using math::flush_subnormals, math::sqrt;
            if (detail::computes_decay<T>(decays_)) slope = slope + weight_decay_ * weight;
            square = flush_subnormals(static_cast<Value>(alpha_ * square + rest_ * slope * slope));
            weight = weight - rate_ * slope / (sqrt(square) + epsilon_);
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_OPTIMIZERS_RMSPROP_HPP
