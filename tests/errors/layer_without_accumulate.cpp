// A layer of your own without accumulate, in training.
// says: layer_can_be_trained<layer<1, scale>::has_parameters<8>::but_no_accumulate>
// says: A layer that is trained, or trained through, has backward; with parameters also accumulate
// plainly: Layer 1, scale, has parameters 8 but no accumulate.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

/// y = s * x, a factor for each value.
struct scale {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* s, const T* x, T* y) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) y[j] = s[j] * x[j];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* s, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) dx[j] = s[j] * dy[j];
    }
#ifndef WRONG
    template <std::size_t Inputs, class T>
    static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) gradient[j] += x[j] * dy[j];
    }
#endif
};

constexpr cp::network<cp::linear<4, 8>, scale, cp::linear<8, 1>> net{};
constexpr auto slope = cp::differentiate(net, cp::mse{}, {1, 2, 3, 4}, {1});
