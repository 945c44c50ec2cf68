#ifndef CONSTPROP_ACTIVATIONS_SOFTPLUS_HPP
#define CONSTPROP_ACTIVATIONS_SOFTPLUS_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/log1p.hpp>
#include <constprop/math/sigmoid.hpp>

#include <type_traits>

namespace constprop {

/// Softplus: a = log(1 + exp(z)), and z itself above 20; slope 1 / (1 + exp(−z)), and 1 above 20.
///
/// Cost:        one exp, one log1p; backward one exp, one division
/// Source:      PyTorch's nn.Softplus, whose threshold is 20
struct CONSTPROP_TAGGED softplus : activation<softplus> {
    using needs = errors::functions<errors::exp, errors::log1p>;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        using math::exp;
        using math::log1p;
        // A number in fixed point has no room for large exponentials.
        if constexpr (std::is_class_v<T>) return (z > T(0) ? z : T(0)) + log1p(exp(z > T(0) ? -z : z));
        else return z > T(20) ? z : log1p(exp(z > T(20) ? T(20) : z));
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        return z > T(20) ? T(1) : math::sigmoid(z);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_SOFTPLUS_HPP
