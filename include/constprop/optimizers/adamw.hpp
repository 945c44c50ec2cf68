#ifndef CONSTPROP_OPTIMIZERS_ADAMW_HPP
#define CONSTPROP_OPTIMIZERS_ADAMW_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/decay.hpp>

#include <cstddef>
#include <tuple>

namespace constprop {

/// Adam with decoupled weight decay: w ← w − η λ w, then a step of Adam by the gradient alone.
///
/// Memory:      two values a parameter
/// Source:      PyTorch's optim.AdamW; Loshchilov, Hutter, arXiv:1711.05101
struct CONSTPROP_TAGGED adamw {
    using final_type = adamw;
    using needs = errors::functions<errors::sqrt>;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    double learning_rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 1e-2;

    static constexpr std::size_t buffers = adam::buffers;

    template <class T> class stepper {
        adam::stepper<T> adam_;
        T decay_, kept_{};
        bool decays_;

     public:
        using final_type = stepper;
        static constexpr bool takes_vectors = true, without_masks = true;

        [[gnu::always_inline]] constexpr explicit stepper(const adamw& rule_) noexcept
            : adam_(adam{.learning_rate = rule_.learning_rate,
                         .beta1 = rule_.beta1,
                         .beta2 = rule_.beta2,
                         .epsilon = rule_.epsilon}),
              decay_(T(rule_.learning_rate * rule_.weight_decay)),
              decays_(rule_.weight_decay > 0 || rule_.weight_decay < 0) {}

        constexpr void begin(T factor) noexcept {
            kept_ = T(1) - decay_ * factor;
            adam_.begin(factor);
        }
        template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
            return std::tie(self.adam_);
        }

        [[nodiscard, gnu::always_inline]] constexpr stepper without_decay() const noexcept {
            stepper result = *this;
            result.kept_ = T(1), result.decays_ = false;
            return result;
        }
        template <class Value>
        [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope, Value& mean,
                                                         Value& square) const noexcept {
            if (detail::computes_decay<T>(decays_)) weight = weight * kept_;
            adam_(weight, slope, mean, square);
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_OPTIMIZERS_ADAMW_HPP
