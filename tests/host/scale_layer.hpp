#ifndef CONSTPROP_TESTS_HOST_SCALE_LAYER_HPP
#define CONSTPROP_TESTS_HOST_SCALE_LAYER_HPP

#include <constprop/concept/layer.hpp>

#include <cstddef>

/// A user's layer with parameters that are no matrix: y = w x + b, elementwise, with one b for all.
template <std::size_t Size> struct scale {
    static constexpr constprop::layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = Size, .outputs = Size, .weights = Size, .biases = 1};
    }
    template <std::size_t, class T> static constexpr void forward(const T* parameters, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Size; ++k) y[k] = parameters[k] * x[k] + parameters[Size];
    }
    template <std::size_t, class T>
    static constexpr void backward(const T* parameters, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Size; ++k) dx[k] = parameters[k] * dy[k];
    }
    template <std::size_t, class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t k = 0; k < Size; ++k) {
            gradient[k] += x[k] * dy[k];
            gradient[Size] += dy[k];
        }
    }
};

namespace nested {
/// And one without, in a namespace, with a name that the header itself uses.
struct model {
    static constexpr bool in_place = true;
    static constexpr constprop::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = -x[k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = -dy[k];
    }
};
}  // namespace nested

#endif
