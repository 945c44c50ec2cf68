#ifndef CONSTPROP_ACTIVATIONS_CLIP_HPP
#define CONSTPROP_ACTIVATIONS_CLIP_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

#include <ratio>

namespace constprop {

/// The identity between two bounds, given as std::ratios: a = min(max(z, low), high), slope 1 where low < z < high, else 0.
///
/// Cost:        two comparisons
/// Source:      PyTorch's nn.Hardtanh
template <class Low, class High> struct CONSTPROP_TAGGED clip : activation<clip<Low, High>> {
    static_assert(std::ratio_less_v<Low, High>, "The lower bound of clip<Low, High> is not below the upper one.");

    static constexpr bool takes_vectors = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        return z < bound<T, Low>() ? bound<T, Low>() : (z > bound<T, High>() ? bound<T, High>() : z);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept { return pullback(z, z, T(1)); }
    template <class T> [[nodiscard]] static constexpr T pullback(T z, T /*a*/, T da) noexcept {
        constexpr auto none = kernels::element<T>(0);
        return z > bound<T, Low>() ? (z < bound<T, High>() ? da : none) : none;
    }

 private:
    template <class T, class Bound> static constexpr auto bound() noexcept {
        return kernels::element<T>(static_cast<double>(Bound::num) / static_cast<double>(Bound::den));
    }
};

/// The rectified linear unit, cut off at 6.
///
/// Source:      PyTorch's nn.ReLU6
using relu6 = clip<std::ratio<0>, std::ratio<6>>;

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_CLIP_HPP
