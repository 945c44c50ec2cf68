#ifndef CONSTPROP_OPTIMIZERS_ADAM_HPP
#define CONSTPROP_OPTIMIZERS_ADAM_HPP

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

/// Adam, adaptive moment estimation, after t steps with gradient g (λ w added to it):
///
///     m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
///
/// Memory:      two values a parameter, no subnormal ones; see `math::flush_subnormals`
/// Cost:        one square root and one division a parameter
/// Source:      PyTorch's optim.Adam; Kingma, Ba, arXiv:1412.6980
struct CONSTPROP_TAGGED adam {
    using final_type = adam;
    using needs = errors::functions<errors::sqrt>;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    double learning_rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 0;

    static constexpr std::size_t buffers = 2;

    template <class T> class stepper {
        T learning_rate_, beta1_, beta2_, rest1_, rest2_, epsilon_, weight_decay_;
        T sum1_ = T(0), sum2_ = T(0), rate_{}, inverse_root_{};
        bool decays_;

     public:
        using final_type = stepper;
        static constexpr bool takes_vectors = true, without_masks = true;

        [[gnu::always_inline]] constexpr explicit stepper(const adam& rule_) noexcept
            : learning_rate_(T(rule_.learning_rate)),
              beta1_(T(rule_.beta1)),
              beta2_(T(rule_.beta2)),
              rest1_(T(1 - rule_.beta1)),
              rest2_(T(1 - rule_.beta2)),
              epsilon_(detail::positive<T>(rule_.epsilon)),
              weight_decay_(T(rule_.weight_decay)),
              decays_(rule_.weight_decay > 0 || rule_.weight_decay < 0) {}

        constexpr void begin(T factor) noexcept {
            using math::sqrt;
            sum1_ = beta1_ * sum1_ + rest1_;  // 1 − β₁ᵗ
            sum2_ = beta2_ * sum2_ + rest2_;
            rate_ = learning_rate_ * factor / sum1_;
            inverse_root_ = T(1) / sqrt(sum2_);
        }
        template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
            return std::tie(self.sum1_, self.sum2_);
        }

        [[nodiscard, gnu::always_inline]] constexpr stepper without_decay() const noexcept {
            stepper result = *this;
            result.weight_decay_ = T(0), result.decays_ = false;
            return result;
        }
        template <class Value>
        [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope, Value& mean,
                                                         Value& square) const noexcept {
            using math::flush_subnormals, math::sqrt;
            if (detail::computes_decay<T>(decays_)) slope = slope + weight_decay_ * weight;
            mean = flush_subnormals(static_cast<Value>(beta1_ * mean + rest1_ * slope));
            square = flush_subnormals(static_cast<Value>(beta2_ * square + rest2_ * slope * slope));
            weight = weight - rate_ * mean / (sqrt(square) * inverse_root_ + epsilon_);
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_OPTIMIZERS_ADAM_HPP
