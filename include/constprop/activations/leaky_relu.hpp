#ifndef CONSTPROP_ACTIVATIONS_LEAKY_RELU_HPP
#define CONSTPROP_ACTIVATIONS_LEAKY_RELU_HPP

#include <constprop/activations/activation.hpp>

#include <ratio>

namespace constprop {

/// The leaky rectified linear unit: a = z where z > 0, else s·z; slope 1 or s. s is a std::ratio, 1/100 by default.
///
/// Cost:        one comparison, one multiplication
/// Source:      PyTorch's nn.LeakyReLU
template <class Slope = std::ratio<1, 100>> struct leaky_relu : activation<leaky_relu<Slope>> {
    template <class T> static constexpr T value(T z) noexcept { return z > T(0) ? z : z * negative_slope<T>(); }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return z > T(0) ? T(1) : negative_slope<T>(); }

 private:
    template <class T> static constexpr T negative_slope() noexcept {
        return T(static_cast<double>(Slope::num) / static_cast<double>(Slope::den));
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_LEAKY_RELU_HPP
