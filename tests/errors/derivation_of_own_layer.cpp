// The derivation of a layer that says only how it computes.
// says: layer_has_a_derivation<layer<1, reversed>::has_no_derivation>
// says: Derive yours from activation<...>.
// plainly: Layer 1, reversed, has no derivation.
// errors: 1
#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

namespace cp = constprop;

struct reversed {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = x[Inputs - 1 - k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = dy[Inputs - 1 - k];
    }
};

#ifdef WRONG
using model = cp::network<cp::linear<4, 8>, reversed>;
#else
using model = cp::network<cp::linear<4, 8>, cp::relu>;
#endif
const auto text = cp::host::derivation<model, cp::mse>::text();
