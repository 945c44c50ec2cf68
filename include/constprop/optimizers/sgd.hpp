#ifndef CONSTPROP_OPTIMIZERS_SGD_HPP
#define CONSTPROP_OPTIMIZERS_SGD_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop {

/// Stochastic gradient descent with momentum μ, dampening d and weight decay λ:
///
///     g ← g + λ w;  v ← g in the first step, else μ v + (1 − d) g;  w ← w − η v, or w − η (g + μ v) with Nesterov
///
/// Memory:      one value a parameter for v, used or not; `plain_sgd` has none
/// Source:      PyTorch's optim.SGD
struct CONSTPROP_TAGGED sgd {
    double learning_rate = 1e-2;
    double momentum = 0;
    double dampening = 0;
    double weight_decay = 0;
    bool nesterov = false;

    static constexpr std::size_t buffers = 1;

    template <class T> class stepper {
        T learning_rate_, momentum_, undamped_, weight_decay_, rate_{};
        bool has_momentum_, decays_, nesterov_, first_ = true, begun_ = false;

     public:
        static constexpr bool takes_vectors = true, without_masks = true;

        [[gnu::always_inline]] constexpr explicit stepper(const sgd& rule_) noexcept
            : learning_rate_(T(rule_.learning_rate)),
              momentum_(T(rule_.momentum)),
              undamped_(T(1 - rule_.dampening)),
              weight_decay_(T(rule_.weight_decay)),
              has_momentum_(rule_.momentum > 0 || rule_.momentum < 0),
              decays_(rule_.weight_decay > 0 || rule_.weight_decay < 0),
              nesterov_(rule_.nesterov) {}

        constexpr void begin(T factor) noexcept {
            rate_ = learning_rate_ * factor;
            first_ = !begun_;
            begun_ = true;
        }

        template <class Value>
        [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope, Value& velocity) const noexcept {
            if (decays_) slope = slope + weight_decay_ * weight;
            if (has_momentum_) {
                velocity = first_ ? slope : momentum_ * velocity + undamped_ * slope;
                slope = nesterov_ ? slope + momentum_ * velocity : velocity;
            }
            weight = weight - rate_ * slope;
        }
    };
};

/// Gradient descent without memory: w ← w − η (g + λ w).
///
/// Memory:      none
/// Source:      PyTorch's optim.SGD with momentum 0
struct CONSTPROP_TAGGED plain_sgd {
    double learning_rate = 1e-2;
    double weight_decay = 0;

    static constexpr std::size_t buffers = 0;

    template <class T> class stepper {
        T learning_rate_, weight_decay_, rate_{};
        bool decays_;

     public:
        static constexpr bool takes_vectors = true, without_masks = true;

        [[gnu::always_inline]] constexpr explicit stepper(const plain_sgd& rule_) noexcept
            : learning_rate_(T(rule_.learning_rate)),
              weight_decay_(T(rule_.weight_decay)),
              decays_(rule_.weight_decay > 0 || rule_.weight_decay < 0) {}

        constexpr void begin(T factor) noexcept { rate_ = learning_rate_ * factor; }
        template <class Value>
        [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope) const noexcept {
            if (decays_) slope = slope + weight_decay_ * weight;
            weight = weight - rate_ * slope;
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_OPTIMIZERS_SGD_HPP
