#ifndef CONSTPROP_TESTS_CHAIN_MEASURING_LAYERS_HPP
#define CONSTPROP_TESTS_CHAIN_MEASURING_LAYERS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

// Layers of a user's that know what pass they are in, as docs/layers.md says.
namespace measuring {

namespace cp = constprop;

/// y = g (x − mean), the mean of a channel over batch and positions in training, a running one otherwise.
struct centered {
    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }
    static constexpr std::array<cp::tensor, 2> tensors(cp::extent in) noexcept {
        return {{{.name = "weight", .as = cp::role::gain, .dimensions = {in.channels}, .rank = 1, .start = 1},
                 {.name = "running_mean",
                  .as = cp::role::statistic,
                  .dimensions = {in.channels},
                  .rank = 1,
                  .start = 0.25}}};
    }

    template <class T, cp::extent In> struct on {
        static constexpr bool takes_pass = true, whole_batch = true;
        static constexpr std::size_t size = In.size(), channels = In.channels;
        using row = std::array<T, size>;

        template <std::size_t /*Batch*/> struct cache {
            std::array<T, channels> mean;
        };

        static constexpr T mean_of(const row* values, std::size_t count, std::size_t channel) noexcept {
            T sum = T(0);
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = channel; k < size; k += channels) sum += values[n][k];
            return sum / static_cast<T>(count * In.positions());
        }

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* p, const row* x, row* y, std::size_t count, const Pass& pass) noexcept {
            for (std::size_t c = 0; c < channels; ++c) {
                T mean = pass.statistics[c];
                if constexpr (Pass::trains) mean = mean_of(x, count, c);
                if constexpr (Pass::keeps) pass.cache->mean[c] = mean;
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = c; k < size; k += channels) y[n][k] = p[c] * (x[n][k] - mean);
            }
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* p, const row* x, const row* /*y*/, const row* dy, Dx dx,
                                       std::size_t count, Sink sink, const Pass& pass) noexcept {
            if constexpr (!std::is_same_v<Dx, cp::unasked>)
                for (std::size_t c = 0; c < channels; ++c) {
                    const T mean = Pass::trains ? mean_of(dy, count, c) : T(0);
                    for (std::size_t n = 0; n < count; ++n)
                        for (std::size_t k = c; k < size; k += channels) dx[n][k] = p[c] * (dy[n][k] - mean);
                }
            if constexpr (!std::is_same_v<Sink, cp::unasked>)
                for (std::size_t c = 0; c < channels; ++c) {
                    T sum = T(0);
                    for (std::size_t n = 0; n < count; ++n)
                        for (std::size_t k = c; k < size; k += channels)
                            sum += dy[n][k] * (x[n][k] - pass.cache->mean[c]);
                    sink(c, sum);
                }
        }
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t /*count*/) noexcept {
            for (std::size_t c = 0; c < channels; ++c) statistics[c] += (kept.mean[c] - statistics[c]) / T(2);
        }
    };
};

/// Drops every second value in training, where the pass has random bits, and doubles the others.
struct halved {
    static constexpr bool in_place = true;

    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }

    template <class T, cp::extent In> struct on {
        static constexpr bool takes_pass = true, draws = true;
        using row = std::array<T, In.size()>;

        template <class Pass>
        static constexpr void scale(const row* from, row* to, std::size_t count, const Pass& pass) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) {
                    T factor = T(1);
                    if constexpr (Pass::draws) factor = (pass.kind.bits(n, k) >> 31U) == 1 ? T(2) : T(0);
                    to[n][k] = factor * from[n][k];
                }
        }
        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*p*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            scale(x, y, count, pass);
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* /*p*/, const row* /*x*/, const row* /*y*/, const row* dy, Dx dx,
                                       std::size_t count, Sink /*sink*/, const Pass& pass) noexcept {
            if constexpr (!std::is_same_v<Dx, cp::unasked>) scale(dy, dx, count, pass);
        }
    };
};

}  // namespace measuring

#endif  // CONSTPROP_TESTS_CHAIN_MEASURING_LAYERS_HPP
