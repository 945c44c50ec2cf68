#ifndef CONSTPROP_LAYERS_LINEAR_HPP
#define CONSTPROP_LAYERS_LINEAR_HPP

#include <constprop/kernels/linear.hpp>
#include <constprop/layers/layer.hpp>

#include <cstddef>

namespace constprop {

/// The linear (affine, fully connected) layer y = W x + b.
///
/// Shapes:      x Inputs, W Outputs×Inputs, b and y Outputs
/// backward:    dx = Wᵀ dy, dW = dy xᵀ, db = dy
/// Parameters:  Inputs·Outputs weights, then Outputs biases; outside in PyTorch's order (W row-major, then b),
///              inside with the outputs of one input contiguous, so that no product needs a horizontal sum
/// Cost:        Inputs·Outputs multiply-adds forward, the same for dx and for dW
/// Rejects:     any number of inputs but its own
/// Source:      PyTorch's nn.Linear
template <std::size_t Inputs, std::size_t Outputs> struct linear {
    static_assert(Inputs > 0 && Outputs > 0, "A linear layer needs at least one input and one output.");

    static constexpr layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = Inputs, .outputs = Outputs, .weights = Inputs * Outputs, .biases = Outputs};
    }

    static constexpr std::size_t position(std::size_t k) noexcept {
        return k < Inputs * Outputs ? k % Inputs * Outputs + k / Inputs : k;
    }

    template <std::size_t, class T> static constexpr void forward(const T* parameters, const T* x, T* y) noexcept {
        kernels::affine<Inputs, Outputs>(parameters, parameters + Inputs * Outputs, x, y);
    }

    template <std::size_t, class T>
    static constexpr void backward(const T* parameters, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        kernels::affine_transposed<Inputs, Outputs>(parameters, dy, dx);
    }

    template <std::size_t, class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        kernels::add_outer_product<Inputs, Outputs>(x, dy, gradient, gradient + Inputs * Outputs);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_LINEAR_HPP
