#ifndef CONSTPROP_ACTIVATIONS_RELU_HPP
#define CONSTPROP_ACTIVATIONS_RELU_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/positive_part.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// The rectified linear unit: a = max(z, 0); slope 1 where z > 0, else 0, also at z = 0. NaN stays NaN, and −0 stays −0.
///
/// Cost:        one comparison
/// Source:      PyTorch's nn.ReLU
struct CONSTPROP_TAGGED relu : activation<relu> {
    static constexpr bool takes_vectors = true, without_masks = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept { return kernels::positive_part(z); }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept { return z <= T(0) ? T(0) : T(1); }
    template <class T> [[nodiscard]] static constexpr T pullback(T z, T /*a*/, T da) noexcept {
        return z <= kernels::element<T>(0) ? kernels::element<T>(0) : da;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_RELU_HPP
