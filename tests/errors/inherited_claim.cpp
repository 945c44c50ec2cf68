// A layer that replaces a function of its base, and inherits what the base says of it.
// says: layer_speaks_for_itself<layer<1, mirror>::replaces<forward>::but_inherits<in_place>>
// says: Say it in the layer itself
// plainly: Layer 1, mirror, replaces forward but inherits in_place. Say it in the layer itself
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

struct negative {
    static constexpr bool in_place = true;
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
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
struct mirror : negative {
#ifndef WRONG
    static constexpr bool in_place = false;
#endif
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = -x[Inputs - 1 - k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = -dy[Inputs - 1 - k];
    }
};

constexpr cp::network<cp::linear<4, 3>, mirror> net{};
