#ifndef CONSTPROP_LAYERS_CONV2D_HPP
#define CONSTPROP_LAYERS_CONV2D_HPP

#include <constprop/chain/extent.hpp>
#include <constprop/chain/in_its_place.hpp>
#include <constprop/chain/tensor.hpp>
#include <constprop/kernels/convolution.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/layer.hpp>
#include <constprop/layers/window.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// A convolution over an image: yᵣ꜀ₒ = bₒ + Σ Wₒᵢₖₗ xᵢ at row r·stride + k − padding, column c·stride + l − padding, a
/// cross-correlation. Zeros stand for what lies outside of the image.
///
/// Shapes:      x H × W × Inputs, y H' × W' × Outputs with H' = ⌊(H + padding − rows) / stride⌋ + 1, or ⌈H / stride⌉ with `same`
/// Options:     `kernel<Rows, Columns>`, `stride<…>`, `padding<…>`, `same`, in any order
/// backward:    dxᵢ = Σ Wₒᵢₖₗ dyₒ over the places that saw it, dWₒᵢₖₗ = Σ xᵢ dyₒ and dbₒ = Σ dyₒ over all places
/// Parameters:  Outputs × Inputs × Rows × Columns weights, then Outputs biases; outside in PyTorch's order
/// Cost:        H'·W'·Outputs·Inputs·Rows·Columns multiply-adds forward, the same for dx and for dW
/// Rejects:     what is no image, another number of channels, an image that is smaller than the kernel, other options
/// Source:      PyTorch's nn.Conv2d
template <std::size_t Inputs, std::size_t Outputs, class... Options> struct CONSTPROP_TAGGED conv2d {
    using final_type = conv2d;
    static constexpr windows window = detail::windows_of<Options...>();
    using misuse = typename detail::option_misuse<Options...>::type;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (offered.kind != rank::image) return {{rank::image, 0, 0, Inputs}, {}};
        return {{rank::image, offered.height, offered.width, Inputs},
                {rank::image, window.rows.places(offered.height), window.columns.places(offered.width), Outputs}};
    }
    [[nodiscard]] static constexpr std::array<tensor, 2> tensors(extent /*in*/) noexcept {
        constexpr std::size_t taps = window.rows.size * window.columns.size;
        return {{{"weight",
                  role::weight,
                  {Outputs, Inputs, window.rows.size, window.columns.size},
                  4,
                  Inputs * taps,
                  Outputs * taps},
                 {"bias", role::bias, {Outputs}, 1, Inputs * taps, Outputs * taps}}};
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return shape(in).gives.positions() * window.rows.size * window.columns.size * Inputs * Outputs;
    }

    /// The sums of one place, and on the way back the gradient of the parameters.
    template <class T, std::size_t /*Batch*/> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        constexpr std::size_t taps = window.rows.size * window.columns.size;
        return {.forward = Outputs * sizeof(T), .gradient = (taps * Inputs + 1) * Outputs * sizeof(T)};
    }

    template <class T, extent In> struct on {
        static constexpr extent out = shape(In).gives;
        using kernel =
            kernels::convolution<kernels::convolution_sizes{.height = In.height,
                                                            .width = In.width,
                                                            .inputs = Inputs,
                                                            .out_height = out.height,
                                                            .out_width = out.width,
                                                            .outputs = Outputs,
                                                            .rows = window.rows.size,
                                                            .columns = window.columns.size,
                                                            .row_stride = window.rows.stride,
                                                            .column_stride = window.columns.stride,
                                                            .top = window.rows.padding_before(In.height),
                                                            .left = window.columns.padding_before(In.width)}>;

        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, out.size()>;

        static constexpr bool takes_then = true;

        /// PyTorch has (output, input, row, column), the kernel (row, column, input, output).
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
            constexpr std::size_t taps = window.rows.size * window.columns.size;
            if (k >= kernel::weights) return k;
            const std::size_t tap = k % taps, i = k / taps % Inputs, o = k / taps / Inputs;
            return (tap * Inputs + i) * Outputs + o;
        }

        template <std::size_t Batch, class Then>
        static constexpr void forward(const T* p, const input_row* x, output_row* y, std::size_t count,
                                      Then then) noexcept {
            for (std::size_t n = 0; n < count; ++n) kernel::forward(p, x[n].data(), y[n].data(), then);
        }

        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const input_row* x, const output_row* /*y*/, const output_row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n) kernel::backward(p, dy[n].data(), dx[n].data());
            if constexpr (detail::is_asked<Sink>) {
                T gradient[kernel::weights + Outputs];
                for (T& value : gradient) value = T(0);
                for (std::size_t n = 0; n < count; ++n) kernel::accumulate(x[n].data(), dy[n].data(), gradient);
                for (std::size_t k = 0; k < kernel::weights + Outputs; ++k) sink(k, gradient[k]);
            }
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CONV2D_HPP
