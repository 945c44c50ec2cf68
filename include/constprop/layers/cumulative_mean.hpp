#ifndef CONSTPROP_LAYERS_CUMULATIVE_MEAN_HPP
#define CONSTPROP_LAYERS_CUMULATIVE_MEAN_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <tuple>

namespace constprop {

/// The mean of all steps so far, each value by itself: yₜ = (x₁ + … + xₜ) / t. So the last output of a sequence is its mean over
/// time.
///
/// Shapes:      y like x, any extent; runs step by step, net(x, state), or over a sequence
/// backward:    dxₛ = Σ dyₜ / t over t ≥ s
/// Parameters:  none
/// State:       the sums, and the number of steps
/// Cost:        an addition and a division a value and step
/// Note:        a float's sum holds some million steps: begin anew, with a state of zeros, where a stream does not end
/// Source:      Keras' GlobalAveragePooling1D, PyTorch's x.mean(dim=1), which are the last output
struct CONSTPROP_TAGGED cumulative_mean {
    using final_type = cumulative_mean;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        static constexpr bool takes_pass = true;

        struct state {
            std::array<kernels::sum_of<T>, In.size()> sum{};
            std::size_t steps = 0;

            [[nodiscard]] friend constexpr bool operator==(const state&, const state&) noexcept = default;
            template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
                return std::tie(self.sum, self.steps);
            }
        };

        /// The number of steps before the pass.
        template <std::size_t Batch> struct cache {
            std::size_t before;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            if constexpr (Pass::keeps) pass.cache->before = pass.state->steps;
            for (std::size_t n = 0; n < count; ++n) {
                const std::size_t steps = ++pass.state->steps;
                for (std::size_t k = 0; k < In.size(); ++k) {
                    kernels::sum_of<T>& sum = pass.state->sum[k];
                    sum = sum + kernels::sum_of<T>(x[n][k]);
                    y[n][k] = kernels::mean_of<T>(sum, steps);
                }
            }
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*none*/,
                                       [[maybe_unused]] const Pass& pass) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = count; n-- > 0;)
                    for (std::size_t k = 0; k < In.size(); ++k) {
                        const T share = kernels::mean_of<T>(kernels::sum_of<T>(dy[n][k]), pass.cache->before + n + 1);
                        dx[n][k] = n + 1 == count ? share : dx[n + 1][k] + share;
                    }
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CUMULATIVE_MEAN_HPP
