#ifndef CONSTPROP_ACTIVATIONS_SOFTSIGN_HPP
#define CONSTPROP_ACTIVATIONS_SOFTSIGN_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// Softsign: a = z / (1 + |z|), slope 1 / (1 + |z|)².
///
/// Cost:        one division
/// Source:      PyTorch's nn.Softsign
struct CONSTPROP_TAGGED softsign : activation<softsign> {
    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        return CONSTPROP_QUOTIENT(z, T(1) + (z < T(0) ? -z : z));
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        CONSTPROP_AS_WRITTEN
        const T d = T(1) + (z < T(0) ? -z : z);
        return CONSTPROP_QUOTIENT(T(1), d * d);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_SOFTSIGN_HPP
