// A layer of your own, which is no elementwise function, in a network that is to be quantized.
// says: layer_has_an_integer_form<layer<1, halves>::has_no_integer_form>
// says: Take those, or quantize the rest of the network.
// plainly: Layer 1, halves, has no integer form.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace cp = constprop;

struct halves {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs / 2};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs / 2; ++k) y[k] = x[2 * k] * x[2 * k + 1];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T* x, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = dy[k / 2] * x[k ^ 1];
    }
};

#ifdef WRONG
using model = cp::network<cp::linear<2, 2>, halves>;
#else
using model = cp::network<cp::linear<2, 2>, cp::relu>;
#endif
constexpr std::array<model::input_type, 2> samples{};
constexpr auto in_integers = cp::quantize(model{}, samples);
