#ifndef CONSTPROP_ACTIVATIONS_GELU_TANH_HPP
#define CONSTPROP_ACTIVATIONS_GELU_TANH_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sigmoid.hpp>
#include <constprop/math/tanh.hpp>

namespace constprop {

/// The Gaussian error linear unit by its tanh form: a = z/2 (1 + tanh(u)), u = √(2/π) (z + 0.044715 z³).
///
/// As ½ (1 + tanh u) = σ(2u), the slope is σ(2u) + z σ(2u) σ(−2u) 2u'. It is computed from σ(−2|u|): 1 − tanh² would lose what
/// tanh rounds.
///
/// Cost:        one tanh; a slope is one exp and a division
/// Source:      PyTorch's nn.GELU(approximate='tanh'); Hendrycks, Gimpel, arXiv:1606.08415
struct CONSTPROP_TAGGED gelu_tanh : activation<gelu_tanh> {
    using needs = errors::functions<errors::exp, errors::tanh>;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        using math::tanh;
        return T(0.5) * z * (T(1) + tanh(u(z)));
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        CONSTPROP_AS_WRITTEN
        const T w = T(2) * u(z), less = math::sigmoid(w < T(0) ? w : -w), more = T(1) - less;
        // In this order nothing overflows: where z² would, σ(−2|u|) is 0.
        const T p = CONSTPROP_ROUNDED(z * (less * more));
        return (w < T(0) ? less : more) +
               T(2 * root) * (p + CONSTPROP_ROUNDED(CONSTPROP_ROUNDED(T(3 * cubic) * p) * z) * z);
    }

 private:
    static constexpr double root = 0.79788456080286535588, cubic = 0.044715;  // √(2/π)

    template <class T> static constexpr T u(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        return T(root) * (z + T(cubic) * z * z * z);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_GELU_TANH_HPP
