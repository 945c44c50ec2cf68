#ifndef CONSTPROP_ACTIVATIONS_GELU_TANH_HPP
#define CONSTPROP_ACTIVATIONS_GELU_TANH_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/tanh.hpp>

namespace constprop {

/// The Gaussian error linear unit by its tanh form: a = z/2 (1 + tanh(u)), u = √(2/π) (z + 0.044715 z³).
///
/// Cost:        one tanh
/// Source:      PyTorch's nn.GELU(approximate='tanh'); Hendrycks, Gimpel, arXiv:1606.08415
struct CONSTPROP_TAGGED gelu_tanh : activation<gelu_tanh> {
    using needs = errors::functions<errors::tanh>;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        return T(0.5) * z * (T(1) + inner(z));
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        CONSTPROP_AS_WRITTEN
        const T t = inner(z);
        return T(0.5) * (T(1) + t) +
               T(0.5) * z * (T(1) - t * t) * (T(root) * (T(1) + CONSTPROP_ROUNDED(T(3 * cubic) * z) * z));
    }

 private:
    static constexpr double root = 0.79788456080286535588, cubic = 0.044715;  // √(2/π)

    template <class T> static constexpr T inner(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        using math::tanh;
        return tanh(T(root) * (z + T(cubic) * z * z * z));
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_GELU_TANH_HPP
