#ifndef CONSTPROP_ACTIVATIONS_SIGMOID_HPP
#define CONSTPROP_ACTIVATIONS_SIGMOID_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sigmoid.hpp>

namespace constprop {

/// The logistic sigmoid: a = 1 / (1 + exp(−z)), slope a (1 − a). Never overflows. Its outputs are probabilities.
///
/// Cost:        one exp, one division
/// Source:      PyTorch's nn.Sigmoid
struct CONSTPROP_TAGGED sigmoid : activation<sigmoid> {
    using needs = errors::functions<errors::exp>;

    static constexpr output_kind gives = output_kind::probabilities;

    static constexpr bool takes_vectors = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept { return math::sigmoid(z); }
    template <class T> [[nodiscard]] static constexpr T slope(T /*z*/, T a) noexcept {
        return a * (kernels::element<T>(1) - a);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_SIGMOID_HPP
