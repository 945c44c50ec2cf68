#ifndef CONSTPROP_LAYERS_SOFTMAX_HPP
#define CONSTPROP_LAYERS_SOFTMAX_HPP

#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/exp.hpp>

#include <cstddef>

namespace constprop {

/// Softmax: yⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m), m the greatest x. The outputs are probabilities, which sum to 1.
///
/// backward:    dxⱼ = yⱼ (dyⱼ − Σₖ yₖ dyₖ)
/// Parameters:  none
/// Cost:        one exp and one division an output
/// Note:        `cross_entropy` takes logits and includes softmax: use no softmax layer before it
/// Source:      PyTorch's nn.Softmax
struct CONSTPROP_TAGGED softmax {
    using final_type = softmax;
    using needs = errors::functions<errors::exp>;
    static constexpr bool in_place = true;
    static constexpr output_kind gives = output_kind::probabilities;

    [[nodiscard]] static constexpr layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }

    template <std::size_t Inputs, class T> static constexpr void forward(const T* /*none*/, const T* x, T* y) noexcept {
        using math::exp;
        T greatest = x[0];
        for (std::size_t j = 1; j < Inputs; ++j) greatest = x[j] > greatest ? x[j] : greatest;
        kernels::sum_of<T> sum = T(0);
        for (std::size_t j = 0; j < Inputs; ++j) sum += kernels::sum_of<T>(y[j] = exp(x[j] - greatest));
        for (std::size_t j = 0; j < Inputs; ++j) y[j] = kernels::sum_of<T>(y[j]) / sum;
    }

    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* /*none*/, const T* /*x*/, const T* y, const T* dy, T* dx) noexcept {
        T sum = T(0);
        for (std::size_t j = 0; j < Inputs; ++j) sum += y[j] * dy[j];
        for (std::size_t j = 0; j < Inputs; ++j) dx[j] = y[j] * (dy[j] - sum);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_SOFTMAX_HPP
