// A layer of your own without forward.
// says: layer_is_complete<layer<1, scale>::has_no_forward_of<float>>
// says: any other layer has forward. Add what is missing
// plainly: Layer 1, scale, has no forward of float.
// errors: 1
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

/// y = s * x, a factor for each value.
struct scale {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
#ifndef WRONG
    template <std::size_t Inputs, class T> static constexpr void forward(const T* s, const T* x, T* y) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) y[j] = s[j] * x[j];
    }
#endif
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* s, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) dx[j] = s[j] * dy[j];
    }
    template <std::size_t Inputs, class T>
    static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) gradient[j] += x[j] * dy[j];
    }
};

constexpr cp::network<cp::linear<4, 8>, scale, cp::linear<8, 1>> net{};
