#ifndef CONSTPROP_ACTIVATIONS_SELU_HPP
#define CONSTPROP_ACTIVATIONS_SELU_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/expm1.hpp>

namespace constprop {

/// The scaled exponential linear unit: a = λ z where z > 0, else λ α (exp(z) − 1); slope λ, or a + λ α. Its α and λ tend to
/// keep mean 0 and variance 1 from layer to layer.
///
/// Cost:        one expm1
/// Source:      PyTorch's nn.SELU; Klambauer, Unterthiner, Mayr, Hochreiter, arXiv:1706.02515
struct CONSTPROP_TAGGED selu : activation<selu> {
    using needs = errors::functions<errors::expm1>;

    static constexpr double lambda = 1.0507009873554804934193349852946, alpha = 1.6732632423543772848170429916717;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        using math::expm1;
        return z > T(0) ? T(lambda) * z : T(lambda * alpha) * expm1(z);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T a) noexcept {
        return z > T(0) ? T(lambda) : a + T(lambda * alpha);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_SELU_HPP
