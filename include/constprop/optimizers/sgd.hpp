#ifndef CONSTPROP_OPTIMIZERS_SGD_HPP
#define CONSTPROP_OPTIMIZERS_SGD_HPP

#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/options_have_names.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A step of `sgd` for one parameter, or a vector of them. `HasMomentum` is bool, or a constant where there is a loop for
/// each; without momentum, v is neither read nor written.
template <class T, class HasMomentum> struct sgd_update {
    static constexpr bool takes_vectors = true, without_masks = true, takes_places = true;

    T rate, weight_decay, momentum, kept, undamped;
    bool decays, nesterov;
    [[no_unique_address]] HasMomentum has_momentum;

    static constexpr bool has_options = std::is_same_v<HasMomentum, bool>;

    template <class Use> [[gnu::always_inline]] constexpr void choose(const Use& use) const noexcept {
        if (has_momentum) use(with(std::true_type{}));
        else use(with(std::false_type{}));
    }

    template <class Value, class Place>
    [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope, const Place& velocity) const noexcept {
        if (decays) slope = slope + weight_decay * weight;
        if (has_momentum) {
            const Value next = kept * velocity.read() + undamped * slope;
            velocity.write(next);
            slope = nesterov ? slope + momentum * next : next;
        }
        weight = weight - rate * slope;
    }

 private:
    template <class Other> [[gnu::always_inline]] constexpr sgd_update<T, Other> with(Other other) const noexcept {
        return {rate, weight_decay, momentum, kept, undamped, decays, nesterov, other};
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// Stochastic gradient descent with momentum μ, dampening d and weight decay λ:
///
///     g ← g + λ w;  v ← g in the first step, else μ v + (1 − d) g;  w ← w − η v, or w − η (g + μ v) with Nesterov
///
/// Memory:      one value a parameter for v, used or not; `plain_sgd` has none
/// Cost:        that of `plain_sgd` without momentum
/// Source:      PyTorch's optim.SGD
struct CONSTPROP_TAGGED sgd {
    using final_type = sgd;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
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
        using final_type = stepper;

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

        /// In the first step v is 0: −0·0 + 1·g is g, even where g is −0.
        [[nodiscard]] constexpr detail::sgd_update<T, bool> update() const noexcept {
            return {rate_,
                    weight_decay_,
                    momentum_,
                    first_ ? kernels::nothing<T> : momentum_,
                    first_ ? T(1) : undamped_,
                    decays_,
                    nesterov_,
                    has_momentum_};
        }
    };
};

/// Gradient descent without memory: w ← w − η (g + λ w).
///
/// Memory:      none
/// Source:      PyTorch's optim.SGD with momentum 0
struct CONSTPROP_TAGGED plain_sgd {
    using final_type = plain_sgd;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    double learning_rate = 1e-2;
    double weight_decay = 0;

    static constexpr std::size_t buffers = 0;

    template <class T> class stepper {
        T learning_rate_, weight_decay_, rate_{};
        bool decays_;

     public:
        using final_type = stepper;
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
