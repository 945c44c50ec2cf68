#ifndef CONSTPROP_OPTIMIZERS_CLIP_HPP
#define CONSTPROP_OPTIMIZERS_CLIP_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sqrt.hpp>
#include <constprop/network.hpp>
#include <constprop/numbers/hyperparameter.hpp>
#include <constprop/numbers/positive.hpp>

namespace constprop::inline CONSTPROP_TARGET {

/// Clips each value of the gradient to at most ±max.
///
/// Source:      PyTorch's clip_grad_value_
struct clip_value {
    using final_type = clip_value;

    union {  // see options_have_names
        hyperparameter max = 1;
    };

    template <class T, class Network, class Before>
    [[nodiscard]] constexpr auto clip(const Network& /*gradient*/, const Before& before) const noexcept {
        return [bound_ = T(max), before](const T& raw_) noexcept {
            const T slope_ = before(raw_);
            return slope_ > bound_ ? bound_ : slope_ < -bound_ ? -bound_ : slope_;
        };
    }
};

/// Scales the gradient down to a Euclidean norm of at most max: g ← g · min(1, max / (‖g‖ + 1e−6)).
///
/// Cost:        one more pass over the gradient
/// Source:      PyTorch's clip_grad_norm_
struct clip_norm {
    using final_type = clip_norm;
    using needs = errors::functions<errors::sqrt>;

    union {  // see options_have_names
        hyperparameter max = 1;
    };

    template <class T, class Network, class Before>
    [[nodiscard]] constexpr auto clip(const Network& gradient, const Before& before) const noexcept {
        using math::sqrt;
        T sum = T(0);
        for_each_parameter([&](const T& raw_) noexcept { sum = sum + before(raw_) * before(raw_); }, gradient);
        const T ratio = T(max) / (sqrt(sum) + detail::positive<T>(1e-6));
        return
            [factor_ = ratio < T(1) ? ratio : T(1), before](const T& raw_) noexcept { return before(raw_) * factor_; };
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_OPTIMIZERS_CLIP_HPP
