#ifndef CONSTPROP_ACTIVATIONS_IDENTITY_HPP
#define CONSTPROP_ACTIVATIONS_IDENTITY_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// The identity: a = z, slope 1. For generic code that puts an activation behind every layer.
///
/// Source:      PyTorch's nn.Identity
struct CONSTPROP_TAGGED identity : activation<identity> {
    static constexpr bool passes_through = true;  // the kind of output is that of the layer before

    static constexpr bool takes_vectors = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept { return z; }
    template <class T> [[nodiscard]] static constexpr T slope(T /*z*/, T /*a*/) noexcept { return T(1); }
    template <class T> [[nodiscard]] static constexpr T pullback(T /*z*/, T /*a*/, T da) noexcept { return da; }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_IDENTITY_HPP
