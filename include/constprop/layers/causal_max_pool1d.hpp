#ifndef CONSTPROP_LAYERS_CAUSAL_MAX_POOL1D_HPP
#define CONSTPROP_LAYERS_CAUSAL_MAX_POOL1D_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/recent.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// The greatest of the last `Size` steps, each value by itself: yₜ = max xₛ over t − Size < s ≤ t. At the beginning of a
/// sequence the window has fewer steps.
///
/// Shapes:      y like x, any extent; runs step by step, net(x, state), or over a sequence
/// backward:    dxₛ = Σ dyₜ over the windows whose greatest is xₛ; the first of several that are equal
/// Parameters:  none
/// State:       the last Size − 1 inputs, their number, and the position of the oldest
/// Memory:      a training pass keeps which step is the greatest, a std::size_t for each value
/// Cost:        Size − 1 comparisons a value and step
/// Source:      PyTorch's nn.MaxPool1d(Size, stride=1) with Size − 1 times −∞ before the sequence
template <std::size_t Size> struct CONSTPROP_TAGGED causal_max_pool1d {
    static_assert(Size > 0, "A window has at least one step.");

    using final_type = causal_max_pool1d;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        static constexpr bool takes_pass = true;
        using state = detail::recent<T, In.size(), Size == 0 ? 0 : Size - 1>;

        /// How many steps ago the greatest value was.
        template <std::size_t Batch> struct cache {
            std::array<std::array<std::size_t, In.size()>, Batch> ago;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            for (std::size_t n = 0; n < count; ++n) {
                for (std::size_t k = 0; k < In.size(); ++k) {
                    std::size_t found = pass.state->count;
                    T greatest = pass.state->at(x[n].data(), found, k);
                    for (std::size_t ago = found; ago-- > 0;) {
                        const T value = pass.state->at(x[n].data(), ago, k);
                        if (value > greatest || value != value) greatest = value, found = ago;
                    }
                    y[n][k] = greatest;
                    if constexpr (Pass::keeps) pass.cache->ago[n][k] = found;
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
                        // Behind n are windows of later steps, which have not been looked at.
                        if (const std::size_t ago = pass.cache->ago[n][k]; ago <= n) dx[n - ago][k] += dy[n][k];
                    }
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CAUSAL_MAX_POOL1D_HPP
