#ifndef CONSTPROP_LAYERS_FROM_CHANNELS_FIRST_HPP
#define CONSTPROP_LAYERS_FROM_CHANNELS_FIRST_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Reorders data in PyTorch's layout, at the beginning of a chain: x is (channel, row, column), y (row, column, channel).
///
///     network<image<32, 32, 3>, from_channels_first, conv2d<3, 8, kernel<3>>, …>
///
/// Shapes:      x and y H × W × C or L × C
/// backward:    dx is dy in the order of x
/// Parameters:  none
/// Cost:        one copy
/// Rejects:     a vector
/// Source:      PyTorch's x.movedim(1, -1)
struct CONSTPROP_TAGGED from_channels_first {
    using final_type = from_channels_first;
    static constexpr bool passes_through = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (offered.kind == rank::vector) return {detail::any_extent(2, 0), {}};
        return {offered, offered};
    }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        template <std::size_t Batch>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) y[n][k] = x[n][In.to_channels_first(k)];
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*no parameters*/) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) dx[n][In.to_channels_first(k)] = dy[n][k];
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_FROM_CHANNELS_FIRST_HPP
