#ifndef CONSTPROP_LAYERS_UPSAMPLE_HPP
#define CONSTPROP_LAYERS_UPSAMPLE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/kernels/windows.hpp>
#include <constprop/layers/window.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Nearest-neighbor upsampling: repeats each pixel of an image Rows × Columns times, each position of a signal Rows times.
///
/// Shapes:      x H × W × C, y H·Rows × W·Columns × C
/// backward:    dx = Σ dy over the copies of a pixel, row by row
/// Parameters:  none
/// Cost:        one copy
/// Rejects:     a vector; two different numbers for a signal
/// Source:      PyTorch's nn.Upsample with mode 'nearest', Keras' UpSampling2D
template <std::size_t Rows, std::size_t Columns = Rows> struct CONSTPROP_TAGGED upsample {
    using final_type = upsample;

    /// A window for each pixel, on its copies.
    [[nodiscard]] static constexpr windows over(extent in) noexcept {
        const window row{.size = Rows, .stride = Rows}, column{.size = Columns, .stride = Columns};
        return {detail::has_axes(in, 1) ? window{} : row, column};
    }
    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (!detail::has_axes(offered, 2) && (!detail::has_axes(offered, 1) || Rows != Columns))
            return {detail::any_extent(2, 0), {}};
        return {offered, over(offered).extent_for(offered, offered.channels)};
    }

    template <class T, extent In> struct on {
        static constexpr extent out = shape(In).gives;
        using pixels = kernels::windows<over(In).rows.on(out.height), over(In).columns.on(out.width)>;
        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, out.size()>;

        /// One image.
        static constexpr void repeat(const T* x, T* y) noexcept {
            pixels::for_each([&](const auto& window_, std::size_t place_) noexcept {
                window_.for_each([&](std::size_t, std::size_t pixel_) noexcept {
                    for (std::size_t k_ = 0; k_ < In.channels; ++k_)
                        y[pixel_ * In.channels + k_] = x[place_ * In.channels + k_];
                });
            });
        }
        template <std::size_t Batch>
        static constexpr void forward(const T* /*none*/, const input_row* x, output_row* y,
                                      std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n) repeat(x[n].data(), y[n].data());
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* /*none*/, const input_row* /*x*/, const output_row* /*y*/,
                                       const output_row* dy, [[maybe_unused]] Dx dx, std::size_t count,
                                       Sink /*no parameters*/) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    pixels::for_each([&](const auto& window_, std::size_t place_) CONSTPROP_INLINED {
                        kernels::for_channels<In.channels, T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
                            using values_ = typename decltype(one_)::type;
                            values_ sum_{};
                            window_.for_each([&](std::size_t, std::size_t pixel_) CONSTPROP_INLINED {
                                sum_ = sum_ + kernels::get<values_>(dy[n].data() + pixel_ * In.channels + k_);
                            });
                            kernels::put(dx[n].data() + place_ * In.channels + k_, sum_);
                        });
                    });
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_UPSAMPLE_HPP
