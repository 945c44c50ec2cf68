#ifndef CONSTPROP_ACTIVATIONS_TANH_HPP
#define CONSTPROP_ACTIVATIONS_TANH_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/tanh.hpp>

namespace constprop {

/// The hyperbolic tangent: slope 1 − a².
///
/// Cost:        one tanh
/// Source:      PyTorch's nn.Tanh
struct CONSTPROP_TAGGED tanh : activation<tanh> {
    using needs = errors::functions<errors::tanh>;

    static constexpr bool takes_vectors = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        using math::tanh;
        return tanh(z);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T /*z*/, T a) noexcept {
        return kernels::element<T>(1) - a * a;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_TANH_HPP
