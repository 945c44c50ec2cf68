// A layer of your own with statistics, and without measure, in training.
// says: layer_can_be_trained<layer<1, shifted>::has_statistics<3>::but_no_measure>
// says: A layer that is trained, or trained through, has backward
// plainly: Layer 1, shifted, has statistics 3 but no measure.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace cp = constprop;

/// y = x − m, m a running mean of the batches' first samples.
struct shifted {
    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }
    static constexpr std::array<cp::tensor, 1> tensors(cp::extent in) noexcept {
        return {{{.name = "mean", .as = cp::role::statistic, .dimensions = {in.size()}, .rank = 1}}};
    }
    template <class T, cp::extent In> struct on {
        static constexpr bool takes_pass = true;
        using row = std::array<T, In.size()>;
        template <std::size_t> struct cache {
            row first;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T*, const row* x, row* y, std::size_t count, const Pass& pass) noexcept {
            if constexpr (Pass::keeps) pass.cache->first = x[0];
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) y[n][k] = x[n][k] - pass.statistics[k];
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T*, const row*, const row*, const row* dy, Dx dx, std::size_t count, Sink,
                                       const Pass&) noexcept {
            for (std::size_t n = 0; n < count; ++n) dx[n] = dy[n];
        }
#ifndef WRONG
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t) noexcept {
            for (std::size_t k = 0; k < In.size(); ++k) statistics[k] += (kept.first[k] - statistics[k]) / T(10);
        }
#endif
    };
};

constexpr cp::network<cp::linear<2, 3>, shifted, cp::linear<3, 1>> net{};
constexpr auto slope = cp::differentiate(net, cp::mse{}, {1, 2}, {1});
