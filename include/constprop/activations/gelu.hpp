#ifndef CONSTPROP_ACTIVATIONS_GELU_HPP
#define CONSTPROP_ACTIVATIONS_GELU_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/erf.hpp>
#include <constprop/math/exp.hpp>

namespace constprop {

/// The Gaussian error linear unit, exact: a = z Φ(z), slope Φ(z) + z φ(z), with Φ and φ the normal distribution's
/// cumulative and density functions. Φ(z) = erfc(−z/√2)/2 keeps its relative accuracy in the left tail.
///
/// Cost:        one erfc; backward one erfc, one exp
/// Source:      PyTorch's nn.GELU; Hendrycks, Gimpel, arXiv:1606.08415
struct CONSTPROP_TAGGED gelu : activation<gelu> {
    using needs = errors::functions<errors::erfc, errors::exp>;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept { return z * cumulative(z); }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        using math::exp;
        return cumulative(z) + z * exp(T(-0.5) * z * z) * T(0.39894228040143267794);  // 1/√(2π)
    }

 private:
    template <class T> static constexpr T cumulative(T z) noexcept {
        using math::erfc;
        return T(0.5) * erfc(z * T(-0.70710678118654752440));  // 1/√2
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_GELU_HPP
