#ifndef CONSTPROP_KERNELS_LINEAR_HPP
#define CONSTPROP_KERNELS_LINEAR_HPP

#include <cstddef>

/// The three products of a linear layer, on weights that lie with the outputs contiguous: weights[i * Outputs + o].
///
/// The order of every sum is fixed: over inputs, and over outputs, in ascending order. Each accumulates in a
/// local array, which tells the compiler that nothing it writes aliases the weights.
namespace constprop::kernels {

/// y = W x + b. Inputs × Outputs multiply-adds; the sum starts with the bias.
template <std::size_t Inputs, std::size_t Outputs, class T>
constexpr void affine(const T* weights, const T* bias, const T* x, T* y) noexcept {
    T sum[Outputs];
    for (std::size_t o = 0; o < Outputs; ++o) sum[o] = bias[o];
    for (std::size_t i = 0; i < Inputs; ++i) {
        const T factor = x[i];
        const T* row = weights + i * Outputs;
        for (std::size_t o = 0; o < Outputs; ++o) sum[o] += row[o] * factor;
    }
    for (std::size_t o = 0; o < Outputs; ++o) y[o] = sum[o];
}

/// dx = Wᵀ dy. Inputs × Outputs multiply-adds.
template <std::size_t Inputs, std::size_t Outputs, class T>
constexpr void affine_transposed(const T* weights, const T* dy, T* dx) noexcept {
    for (std::size_t i = 0; i < Inputs; ++i) {
        const T* row = weights + i * Outputs;
        T sum = row[0] * dy[0];
        for (std::size_t o = 1; o < Outputs; ++o) sum += row[o] * dy[o];
        dx[i] = sum;
    }
}

/// dW += dy xᵀ and db += dy. Inputs × Outputs multiply-adds.
template <std::size_t Inputs, std::size_t Outputs, class T>
constexpr void add_outer_product(const T* x, const T* dy, T* weights, T* bias) noexcept {
    for (std::size_t i = 0; i < Inputs; ++i) {
        const T factor = x[i];
        T* row = weights + i * Outputs;
        for (std::size_t o = 0; o < Outputs; ++o) row[o] += factor * dy[o];
    }
    for (std::size_t o = 0; o < Outputs; ++o) bias[o] += dy[o];
}

}  // namespace constprop::kernels

#endif  // CONSTPROP_KERNELS_LINEAR_HPP
