#ifndef CONSTPROP_LAYERS_CHANNEL_SCALE_HPP
#define CONSTPROP_LAYERS_CHANNEL_SCALE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/each_sample.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gain_and_bias.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// A scale and a shift for each channel, equal at all positions: y = w_c x + b_c. `for_inference` makes it of batch
/// normalization of an image if no neighboring layer can absorb it. `scale` is for vectors.
///
/// Shapes:      y like x, any extent with Channels channels; the values of a vector are its channels
/// backward:    dx = w_c dy, dw_c = Σ x dy, db_c = Σ dy
/// Parameters:  Channels gains, 1 at first, then Channels biases, 0 at first
/// Cost:        one multiply-add for each value; works in place
/// Rejects:     another number of channels
/// Source:      Caffe's Scale layer with a bias
template <std::size_t Channels> struct CONSTPROP_TAGGED channel_scale {
    using final_type = channel_scale;
    static constexpr bool in_place = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        extent takes = offered;
        if (offered.kind != rank::vector) takes.channels = Channels;
        else if (offered.size() != Channels) takes = vector_of(Channels);
        return {takes, takes};
    }
    [[nodiscard]] static constexpr std::array<tensor, 2> tensors(extent in) noexcept {
        return {detail::gain_tensor(in), detail::shift_tensor(in)};
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept { return in.size(); }

    template <class T, extent In> class on {
        using channel = detail::channels_of<In>;
        using row = std::array<T, In.size()>;

     public:
        template <std::size_t Batch>
        static constexpr void forward(const T* p, const row* x, row* y, std::size_t count) noexcept {
            std::size_t n = 0;
            do {
                for (std::size_t i = 0; i < In.size(); i += Channels)
                    for (std::size_t k = 0; k < Channels; ++k) {
                        const std::size_t at = i + channel::lies_at(k);
                        y[n][at] = p[k] * x[n][at] + p[Channels + k];
                    }
            } while (++n < count);
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const row* x, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink) noexcept {
            T gradient[2 * Channels];
            for (T& value : gradient) value = T(0);
            std::size_t n = 0;
            do {
                for (std::size_t i = 0; i < In.size(); i += Channels)
                    for (std::size_t k = 0; k < Channels; ++k) {
                        const std::size_t at = i + channel::lies_at(k);
                        gradient[k] += x[n][at] * dy[n][at];
                        gradient[Channels + k] += dy[n][at];
                        if constexpr (detail::is_asked<Dx>) dx[n][at] = p[k] * dy[n][at];
                    }
            } while (++n < count);
            if constexpr (detail::is_asked<Sink>)
                for (std::size_t k = 0; k < 2 * Channels; ++k) sink(k, gradient[k]);
        }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            return {.gradient = 2 * Channels * sizeof(T)};
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CHANNEL_SCALE_HPP
