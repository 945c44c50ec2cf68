#ifndef CONSTPROP_OPTIMIZERS_SGD_HPP
#define CONSTPROP_OPTIMIZERS_SGD_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/math/flush_subnormals.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The options of `sgd` that are on: none, or only momentum, as constants; or any, at run time.
struct sgd_options {
    bool momentum, weight_decay, nesterov;
};
struct no_options {
    static constexpr bool momentum = false, weight_decay = false, nesterov = false;
};
struct only_momentum {
    static constexpr bool momentum = true, weight_decay = false, nesterov = false;
};
struct other_options : sgd_options {};

/// A step of `sgd` for one parameter, or a vector of them. Without momentum, v is neither read nor written. Options known
/// at compile time need no branch.
template <class T, class Options> struct sgd_update {
    static constexpr bool takes_vectors = true, without_masks = true, takes_places = true;
    static constexpr bool has_options = std::is_same_v<Options, sgd_options>;

    T rate, weight_decay, momentum, kept, undamped;
    [[no_unique_address]] Options options;

    [[nodiscard, gnu::always_inline]] constexpr sgd_update without_decay() const noexcept {
        sgd_update result = *this;
        if constexpr (requires { result.options.weight_decay = false; }) result.options.weight_decay = false;
        return result;
    }

    template <class Use> [[gnu::always_inline]] constexpr void choose(const Use& use) const noexcept {
        if (options.weight_decay || options.nesterov) use(with(other_options{options}));
        else if (options.momentum) use(with(only_momentum{}));
        else use(with(no_options{}));
    }

    template <class Value, class Place>
    [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope, const Place& velocity) const noexcept {
        if (is_on(options.weight_decay)) slope = slope + weight_decay * weight;
        if (is_on(options.momentum)) {
            const Value next = math::flush_subnormals(static_cast<Value>(kept * velocity.read() + undamped * slope));
            velocity.write(next);
            slope = is_on(options.nesterov) ? slope + momentum * next : next;
        }
        weight = weight - rate * slope;
    }

 private:
    [[gnu::always_inline]] static constexpr bool is_on(bool option) noexcept {
        if constexpr (std::is_same_v<Options, other_options>) return kernels::in_one_loop(option);
        else return option;
    }
    template <class Chosen> [[gnu::always_inline]] constexpr sgd_update<T, Chosen> with(Chosen chosen) const noexcept {
        return {rate, weight_decay, momentum, kept, undamped, chosen};
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// Stochastic gradient descent with momentum μ, dampening d and weight decay λ:
///
///     g ← g + λ w;  v ← g in the first step, else μ v + (1 − d) g;  w ← w − η v, or w − η (g + μ v) with Nesterov
///
/// Memory:      one value a parameter for v, used or not; `plain_sgd` has none
/// Cost:        that of `plain_sgd` without other options
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
        template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
            return std::tie(self.begun_);
        }

        /// In the first step v is 0: −0·0 + 1·g is g, even where g is −0.
        [[nodiscard]] constexpr detail::sgd_update<T, detail::sgd_options> update() const noexcept {
            return {rate_,
                    weight_decay_,
                    momentum_,
                    first_ ? kernels::nothing<T> : momentum_,
                    first_ ? T(1) : undamped_,
                    {has_momentum_, decays_, nesterov_}};
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
        template <class Self> [[nodiscard]] static constexpr std::tuple<> saved(Self& /*self*/) noexcept { return {}; }
        [[nodiscard, gnu::always_inline]] constexpr stepper without_decay() const noexcept {
            stepper result = *this;
            result.decays_ = false;
            return result;
        }
        template <class Value>
        [[gnu::always_inline]] constexpr void operator()(Value& weight, Value slope) const noexcept {
            if (decays_) slope = slope + weight_decay_ * weight;
            weight = weight - rate_ * slope;
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_OPTIMIZERS_SGD_HPP
