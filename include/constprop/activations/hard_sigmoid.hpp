#ifndef CONSTPROP_ACTIVATIONS_HARD_SIGMOID_HPP
#define CONSTPROP_ACTIVATIONS_HARD_SIGMOID_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop {

/// The hard sigmoid: a = min(max(z + 3, 0), 6) / 6, slope 1/6 where −3 < z < 3, else 0. Its outputs are probabilities.
///
/// Cost:        two comparisons, one multiplication
/// Source:      PyTorch's nn.Hardsigmoid
struct CONSTPROP_TAGGED hard_sigmoid : activation<hard_sigmoid> {
    static constexpr output_kind gives = output_kind::probabilities;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        CONSTPROP_AS_WRITTEN
        return z <= T(-3) ? T(0) : z >= T(3) ? T(1) : CONSTPROP_ROUNDED(z + T(3)) / T(6);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        return z > T(-3) && z < T(3) ? T(1) / T(6) : T(0);
    }
    template <class T> [[nodiscard]] static constexpr T pullback(T z, T /*a*/, T da) noexcept {
        return z > T(-3) && z < T(3) ? da / T(6) : T(0);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_HARD_SIGMOID_HPP
