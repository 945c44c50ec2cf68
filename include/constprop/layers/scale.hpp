#ifndef CONSTPROP_LAYERS_SCALE_HPP
#define CONSTPROP_LAYERS_SCALE_HPP

#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop {

/// A scale and a shift for each value: yⱼ = wⱼ xⱼ + bⱼ. For normalizing inputs. `for_inference` also makes it of batch
/// normalization if no neighboring linear layer can absorb it.
///
/// Shapes:      x, w, b and y Size
/// backward:    dxⱼ = wⱼ dyⱼ, dwⱼ = xⱼ dyⱼ, dbⱼ = dyⱼ
/// Parameters:  Size weights, then Size biases
/// Cost:        Size multiply-adds
/// Rejects:     any other number of inputs
/// Source:      Caffe's Scale layer with a bias; PyTorch's nn.BatchNorm1d in eval mode, w = γ/√(σ² + ε), b = β − μ w
template <std::size_t Size> struct CONSTPROP_TAGGED scale {
    using final_type = scale;

    [[nodiscard]] static constexpr layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = Size, .outputs = Size, .weights = Size, .biases = Size};
    }

    template <std::size_t, class T> static constexpr void forward(const T* parameters, const T* x, T* y) noexcept {
        for (std::size_t j = 0; j < Size; ++j) y[j] = parameters[j] * x[j] + parameters[Size + j];
    }
    template <std::size_t, class T>
    static constexpr void backward(const T* parameters, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t j = 0; j < Size; ++j) dx[j] = parameters[j] * dy[j];
    }
    template <std::size_t, class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t j = 0; j < Size; ++j) {
            gradient[j] += x[j] * dy[j];
            gradient[Size + j] += dy[j];
        }
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_SCALE_HPP
