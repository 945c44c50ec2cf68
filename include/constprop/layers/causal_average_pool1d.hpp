#ifndef CONSTPROP_LAYERS_CAUSAL_AVERAGE_POOL1D_HPP
#define CONSTPROP_LAYERS_CAUSAL_AVERAGE_POOL1D_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/recent.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// The mean of the last `Size` steps, each value by itself. At the beginning of a sequence the window has fewer steps; with
/// `count_padding` it then has zeros in their place.
///
/// Shapes:      y like x, any extent; runs step by step, net(x, state), or over a sequence
/// Options:     `count_padding`
/// backward:    dxₛ = Σ dyₜ / nₜ over the windows that cover step s, nₜ the number of steps that a window counts
/// Parameters:  none
/// State:       the last Size − 1 inputs, their number, and the position of the oldest
/// Cost:        Size − 1 additions and a division a value and step: a sum that is carried on would collect rounding errors
/// Rejects:     options not listed here
/// Source:      PyTorch's nn.AvgPool1d(Size, stride=1) with zeros before the sequence, which are counted, or not
template <std::size_t Size, class... Options> struct CONSTPROP_TAGGED causal_average_pool1d {
    static_assert(Size > 0, "A window has at least one step.");

    using final_type = causal_average_pool1d;
    using misuse = detail::option_misuse<causal_average_pool1d, 1, window_option::count_padding, Options...>;
    static constexpr bool counts_padding = detail::settings_of<Options...>({.axes = 1}).counts_padding;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        static constexpr bool takes_pass = true;
        using state = detail::recent<T, In.size(), Size == 0 ? 0 : Size - 1>;

        /// The number of steps before the pass that its first window sees.
        template <std::size_t Batch> struct cache {
            std::size_t before;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            if constexpr (Pass::keeps) pass.cache->before = pass.state->count;
            for (std::size_t n = 0; n < count; ++n) {
                const std::size_t oldest = pass.state->count;
                for (std::size_t k = 0; k < In.size(); ++k) {
                    kernels::sum_of<T> sum(pass.state->at(x[n].data(), oldest, k));
                    for (std::size_t ago = oldest; ago-- > 0;)
                        sum = sum + kernels::sum_of<T>(pass.state->at(x[n].data(), ago, k));
                    y[n][k] = kernels::mean_of<T>(sum, counted(oldest));
                }
                pass.state->push(x[n].data());
            }
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*none*/,
                                       [[maybe_unused]] const Pass& pass) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) {
                        dx[n][k] = T(0);
                        for (std::size_t t = n; t < count && t - n < Size; ++t) {
                            const std::size_t before = pass.cache->before + t;
                            dx[n][k] += kernels::mean_of<T>(kernels::sum_of<T>(dy[t][k]),
                                                            counted(before < Size ? before : Size - 1));
                        }
                    }
        }

     private:
        /// The number of steps that a window with `before` earlier steps counts.
        static constexpr std::size_t counted(std::size_t before) noexcept { return counts_padding ? Size : before + 1; }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CAUSAL_AVERAGE_POOL1D_HPP
