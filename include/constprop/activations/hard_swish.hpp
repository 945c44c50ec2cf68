#ifndef CONSTPROP_ACTIVATIONS_HARD_SWISH_HPP
#define CONSTPROP_ACTIVATIONS_HARD_SWISH_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// The hard swish: a = z min(max(z + 3, 0), 6) / 6; slope 0 up to −3, z/3 + 1/2 between, 1 from 3 on.
///
/// Cost:        two comparisons, two multiplications
/// Source:      PyTorch's nn.Hardswish; Howard et al., arXiv:1905.02244
struct CONSTPROP_TAGGED hard_swish : activation<hard_swish> {
    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        return z <= T(-3) ? T(0) : z >= T(3) ? z : CONSTPROP_ROUNDED(z * CONSTPROP_ROUNDED(z + T(3))) / T(6);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        return z <= T(-3) ? T(0) : z >= T(3) ? T(1) : z / T(3) + T(0.5);
    }
    template <class T> [[nodiscard]] static constexpr T pullback(T z, T a, T da) noexcept {
        return z <= T(-3) ? T(0) : slope(z, a) * da;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_HARD_SWISH_HPP
