#ifndef CONSTPROP_LAYERS_CUMULATIVE_MAX_HPP
#define CONSTPROP_LAYERS_CUMULATIVE_MAX_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <tuple>

namespace constprop {

/// The greatest of all steps so far, each value by itself: yₜ = max xₛ over s ≤ t. So the last output of a sequence is its
/// maximum over time.
///
/// Shapes:      y like x, any extent; runs step by step, net(x, state), or over a sequence
/// backward:    dxₛ = Σ dyₜ over the steps whose greatest is xₛ; the first of several that are equal
/// Parameters:  none
/// State:       the greatest values, and whether there are any
/// Memory:      a training pass keeps which step is the greatest, a std::size_t for each value
/// Cost:        a comparison a value and step
/// Note:        of equal values, PyTorch's gradient goes to the last
/// Source:      PyTorch's torch.cummax; its last output is that of Keras' GlobalMaxPooling1D
struct CONSTPROP_TAGGED cumulative_max {
    using final_type = cumulative_max;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        static constexpr bool takes_pass = true;

        struct state {
            row greatest{};
            bool has_begun = false;

            [[nodiscard]] friend constexpr bool operator==(const state&, const state&) noexcept = default;
            template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
                return std::tie(self.greatest, self.has_begun);
            }
        };

        /// The step of the pass whose value is the greatest; the number of steps if it is from before.
        template <std::size_t Batch> struct cache {
            std::array<std::array<std::size_t, In.size()>, Batch> step;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            for (std::size_t n = 0; n < count; ++n) {
                for (std::size_t k = 0; k < In.size(); ++k) {
                    const T value = x[n][k];
                    T& greatest = pass.state->greatest[k];
                    const bool is_greater = !pass.state->has_begun || value > greatest || value != value;
                    if (is_greater) greatest = value;
                    y[n][k] = greatest;
                    if constexpr (Pass::keeps)
                        pass.cache->step[n][k] = is_greater ? n : n == 0 ? count : pass.cache->step[n - 1][k];
                }
                pass.state->has_begun = true;
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
                        if (const std::size_t step = pass.cache->step[n][k]; step < count) dx[step][k] += dy[n][k];
                    }
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CUMULATIVE_MAX_HPP
