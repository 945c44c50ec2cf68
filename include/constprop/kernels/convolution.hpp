#ifndef CONSTPROP_KERNELS_CONVOLUTION_HPP
#define CONSTPROP_KERNELS_CONVOLUTION_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The sizes of a convolution: an image of `Height` × `Width` × `Inputs`, seen through windows of `Rows` × `Columns`.
struct convolution_sizes {
    std::size_t height, width, inputs;           ///< of what is given
    std::size_t out_height, out_width, outputs;  ///< of what comes out
    std::size_t rows, columns;                   ///< of the window
    std::size_t row_stride, column_stride;
    std::size_t top, left;  ///< padding before the first row and column

    constexpr std::size_t weights() const noexcept { return rows * columns * inputs * outputs; }
};

/// The products of a convolution, in plain loops.
///
/// Weights lie tap by tap, a tap being a place within the window: for each tap and input channel, those of all output
/// channels. Then the biases. A value is summed in this order: its bias, then tap by tap, row by row, input channels
/// innermost. Taps that lie on padding are left out.
template <convolution_sizes Sizes> struct convolution {
    static constexpr std::size_t weights = Sizes.weights();

    /// y = then(W ⋆ x + b), elementwise, for one image.
    template <class T, class Then>
    static constexpr void forward(const T* parameters, const T* x, T* y, const Then& then) noexcept {
        const T* const bias = parameters + weights;
        for (std::size_t row = 0; row < Sizes.out_height; ++row)
            for (std::size_t column = 0; column < Sizes.out_width; ++column, y += Sizes.outputs) {
                T sum[Sizes.outputs];
                for (std::size_t o = 0; o < Sizes.outputs; ++o) sum[o] = bias[o];
                for_each_tap(row, column, [&](std::size_t tap_, std::size_t pixel_) noexcept {
                    const T* weight = parameters + tap_ * Sizes.inputs * Sizes.outputs;
                    const T* const in = x + pixel_ * Sizes.inputs;
                    for (std::size_t i = 0; i < Sizes.inputs; ++i, weight += Sizes.outputs)
                        for (std::size_t o = 0; o < Sizes.outputs; ++o) sum[o] = sum[o] + weight[o] * in[i];
                });
                for (std::size_t o = 0; o < Sizes.outputs; ++o) y[o] = then(sum[o]);
            }
    }

    /// dx = Wᵀ ⋆ dy: each value's gradient is what flows back from the places that saw it.
    template <class T> static constexpr void backward(const T* parameters, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Sizes.height * Sizes.width * Sizes.inputs; ++k) dx[k] = T(0);
        for (std::size_t row = 0; row < Sizes.out_height; ++row)
            for (std::size_t column = 0; column < Sizes.out_width; ++column, dy += Sizes.outputs)
                for_each_tap(row, column, [&](std::size_t tap_, std::size_t pixel_) noexcept {
                    const T* weight = parameters + tap_ * Sizes.inputs * Sizes.outputs;
                    T* const in = dx + pixel_ * Sizes.inputs;
                    for (std::size_t i = 0; i < Sizes.inputs; ++i, weight += Sizes.outputs) {
                        T sum = T(0);
                        for (std::size_t o = 0; o < Sizes.outputs; ++o) sum = sum + weight[o] * dy[o];
                        in[i] = in[i] + sum;
                    }
                });
    }

    /// Adds to `gradient`, in storage order: dW = Σ dy xᵀ over the places, tap by tap, and db = Σ dy.
    template <class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        T* const bias = gradient + weights;
        for (std::size_t row = 0; row < Sizes.out_height; ++row)
            for (std::size_t column = 0; column < Sizes.out_width; ++column, dy += Sizes.outputs) {
                for_each_tap(row, column, [&](std::size_t tap_, std::size_t pixel_) noexcept {
                    T* weight = gradient + tap_ * Sizes.inputs * Sizes.outputs;
                    const T* const in = x + pixel_ * Sizes.inputs;
                    for (std::size_t i = 0; i < Sizes.inputs; ++i, weight += Sizes.outputs)
                        for (std::size_t o = 0; o < Sizes.outputs; ++o) weight[o] = weight[o] + in[i] * dy[o];
                });
                for (std::size_t o = 0; o < Sizes.outputs; ++o) bias[o] = bias[o] + dy[o];
            }
    }

 private:
    /// use(tap, pixel) for the taps of the window at one place that lie on the image.
    template <class Use>
    static constexpr void for_each_tap(std::size_t row, std::size_t column, const Use& use) noexcept {
        const std::size_t first_row = row * Sizes.row_stride, first_column = column * Sizes.column_stride;
        for (std::size_t r = 0; r < Sizes.rows; ++r) {
            const std::size_t at_row = first_row + r;
            if (at_row < Sizes.top || at_row - Sizes.top >= Sizes.height) continue;
            for (std::size_t c = 0; c < Sizes.columns; ++c) {
                const std::size_t at_column = first_column + c;
                if (at_column < Sizes.left || at_column - Sizes.left >= Sizes.width) continue;
                use(r * Sizes.columns + c, (at_row - Sizes.top) * Sizes.width + at_column - Sizes.left);
            }
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_CONVOLUTION_HPP
