#ifndef CONSTPROP_LAYERS_ROUNDED_VALUES_HPP
#define CONSTPROP_LAYERS_ROUNDED_VALUES_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Rounds values to those that 8-bit integers stand for: scale · (clamp(round(x / scale) + zero point) − zero point), with the
/// scale and zero point of a tracked range.
///
/// A training step extends the range to that of its batch at once, and narrows it slowly, by 1/100 of the distance; it rounds with
/// the result. So values of a batch are never cut off, also in batches of one sample. Inference uses the range as it is.
///
/// Shapes:      y like x, any extent
/// backward:    dx = dy where x is within the range, else 0: the straight-through estimator
/// Statistics:  the least value "min_val" and the greatest "max_val"; both 0 at first
/// Memory:      a training pass keeps a range; works in place
/// Source:      Jacob et al., arXiv:1712.05877; PyTorch's FakeQuantize
struct CONSTPROP_TAGGED rounded_values {
    using final_type = rounded_values;
    static constexpr bool in_place = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }
    [[nodiscard]] static constexpr std::array<tensor, 2> tensors(extent /*in*/) noexcept {
        constexpr tensor one{.as = role::statistic, .dimensions = {1}, .rank = 1};
        tensor least = one, greatest = one;
        least.name = "min_val";
        greatest.name = "max_val";
        return {least, greatest};
    }

    template <class T, extent In> class on {
        using row = std::array<T, In.size()>;

        static constexpr real_range tracked(const T* statistics) noexcept {
            return {static_cast<float>(statistics[0]), static_cast<float>(statistics[1])};
        }
        static constexpr real_range tracked(const T* statistics, const row* x, std::size_t count) noexcept {
            const real_range before = tracked(statistics);
            real_range batch{static_cast<float>(x[0][0]), static_cast<float>(x[0][0])};
            for (std::size_t n = 0; n < count; ++n)
                for (const T& each : x[n]) {
                    const auto value = static_cast<float>(each);
                    batch.least = value < batch.least ? value : batch.least;
                    batch.greatest = value > batch.greatest ? value : batch.greatest;
                }
            if (!(before.greatest > before.least)) return batch;
            constexpr float share = 0.01F;
            return {batch.least < before.least ? batch.least : before.least + share * (batch.least - before.least),
                    batch.greatest > before.greatest ? batch.greatest
                                                     : before.greatest + share * (batch.greatest - before.greatest)};
        }

     public:
        static constexpr bool takes_pass = true, whole_batch = true;

        template <std::size_t /*Batch*/> struct cache {
            real_range used;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            const real_range used = Pass::trains ? tracked(pass.statistics, x, count) : tracked(pass.statistics);
            const quantization by = int8::quantization_of(used);
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) {
                    const std::int8_t q = int8::quantize_value(static_cast<float>(x[n][k]), by);
                    y[n][k] = static_cast<T>(int8::dequantize_value(q, by));
                }
            if constexpr (Pass::keeps) pass.cache->used = used;
        }

        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* /*none*/, const row* x, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*no parameters*/,
                                       [[maybe_unused]] const Pass& pass) noexcept {
            if constexpr (detail::is_asked<Dx>) {
                const quantization by = int8::quantization_of(pass.cache->used);
                const float least = int8::dequantize_value(-128, by), greatest = int8::dequantize_value(127, by);
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) {
                        const auto value = static_cast<float>(x[n][k]);
                        dx[n][k] = value >= least && value <= greatest ? dy[n][k] : T(0);
                    }
            }
        }

        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t /*count*/) noexcept {
            statistics[0] = static_cast<T>(kept.used.least);
            statistics[1] = static_cast<T>(kept.used.greatest);
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_ROUNDED_VALUES_HPP
