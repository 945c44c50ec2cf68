#ifndef CONSTPROP_TESTS_FACTORS_HPP
#define CONSTPROP_TESTS_FACTORS_HPP

#include <constprop/concept/layer.hpp>

#include <cstddef>

/// A user's layer that works on any number of values: a factor for each. The gradient of factor `Wrong` is half of what it
/// should be.
template <std::size_t Wrong = static_cast<std::size_t>(-1)> struct factors {
    static constexpr constprop::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* p, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = p[k] * x[k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* p, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = p[k] * dy[k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) gradient[k] += x[k] * dy[k] * (k == Wrong ? T(0.5) : T(1));
    }
};

#endif
