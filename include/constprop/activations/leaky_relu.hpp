#ifndef CONSTPROP_ACTIVATIONS_LEAKY_RELU_HPP
#define CONSTPROP_ACTIVATIONS_LEAKY_RELU_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

#include <ratio>

namespace constprop {

/// The leaky rectified linear unit: a = z where z > 0, else s·z; slope 1 or s. s is a std::ratio, 1/100 by default.
///
/// Cost:        one comparison, one multiplication
/// Source:      PyTorch's nn.LeakyReLU
template <class Slope = std::ratio<1, 100>> struct CONSTPROP_TAGGED leaky_relu : activation<leaky_relu<Slope>> {
    static constexpr bool takes_vectors = true;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        return z > kernels::element<T>(0) ? z : z * negative_slope<T>();
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T /*a*/) noexcept {
        return z > T(0) ? T(1) : negative_slope<T>();
    }
    template <class T> [[nodiscard]] static constexpr T pullback(T z, T /*a*/, T da) noexcept {
        return z > kernels::element<T>(0) ? da : da * negative_slope<T>();
    }

 private:
    template <class T> static constexpr auto negative_slope() noexcept {
        return kernels::element<T>(static_cast<double>(Slope::num) / static_cast<double>(Slope::den));
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_LEAKY_RELU_HPP
