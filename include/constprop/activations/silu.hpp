#ifndef CONSTPROP_ACTIVATIONS_SILU_HPP
#define CONSTPROP_ACTIVATIONS_SILU_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sigmoid.hpp>

namespace constprop {

/// The sigmoid linear unit, or swish: a = z σ(z), slope σ(z) (1 + z (1 − σ(z))).
///
/// Cost:        one exp, one division
/// Source:      PyTorch's nn.SiLU
struct CONSTPROP_TAGGED silu : activation<silu> {
    using needs = errors::functions<errors::exp>;

    static constexpr bool takes_vectors = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept { return z * math::sigmoid(z); }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        const auto one = kernels::element<T>(1);
        const T s = math::sigmoid(z);
        return s * (one + z * (one - s));
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_SILU_HPP
