#ifndef CONSTPROP_LAYERS_PRELU_HPP
#define CONSTPROP_LAYERS_PRELU_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/kernels/windows.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// A leaky rectified linear unit with a learned slope: y = x where x > 0, else s·x. It has one slope for all values, or one for
/// each channel. Slopes start at 1/4.
///
/// Shapes:      x and y any extent; with Channels > 1 an image or a signal of Channels channels, or a vector of Channels values
/// backward:    dx = dy where x > 0, else s dy; ds = Σ x dy where x ≤ 0
/// Parameters:  Channels gains
/// Cost:        one comparison and one multiplication for each value
/// Rejects:     another number of channels
/// Source:      PyTorch's nn.PReLU; He et al., arXiv:1502.01852
template <std::size_t Channels = 1> struct CONSTPROP_TAGGED prelu {
    using final_type = prelu;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (Channels == 1) return {offered, offered};
        const bool is_vector = offered.kind == rank::vector;
        if (is_vector ? offered.size() == Channels : offered.channels == Channels) return {offered, offered};
        if (is_vector) return {vector_of(Channels), {}};
        return {detail::any_extent(offered.kind == rank::signal ? 1 : 2, Channels), {}};
    }
    [[nodiscard]] static constexpr std::array<tensor, 1> tensors(extent /*in*/) noexcept {
        return {{{.name = "weight",
                  .as = role::gain,
                  .dimensions = {Channels},
                  .rank = 1,
                  .fan_in = 1,
                  .fan_out = 1,
                  .start = 0.25}}};
    }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;
        static constexpr std::size_t positions = In.size() / Channels;

        /// PyTorch counts the values of a flattened image in another order.
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
            return Channels > 1 && In.kind == rank::vector ? In.from_channels_first(k) : k;
        }

        template <std::size_t Batch>
        static constexpr void forward(const T* p, const row* x, row* y, std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for_each(p, [&](std::size_t k_, const auto& slope_) CONSTPROP_INLINED {
                    using values_ = std::remove_cvref_t<decltype(slope_)>;
                    const values_ value_ = kernels::get<values_>(x[n].data() + k_), none_{};
                    kernels::put<T, values_>(y[n].data() + k_, value_ > none_ ? value_ : slope_ * value_);
                });
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const row* x, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    for_each(p, [&](std::size_t k_, const auto& slope_) CONSTPROP_INLINED {
                        using values_ = std::remove_cvref_t<decltype(slope_)>;
                        const values_ value_ = kernels::get<values_>(x[n].data() + k_), none_{},
                                      given_ = kernels::get<values_>(dy[n].data() + k_);
                        kernels::put<T, values_>(dx[n].data() + k_, value_ > none_ ? given_ : slope_ * given_);
                    });
            if constexpr (detail::is_asked<Sink>)
                for (std::size_t c = 0; c < Channels; ++c) {
                    T sum = T(0);
                    for (std::size_t n = 0; n < count; ++n)
                        for (std::size_t k = c; k < In.size(); k += Channels)
                            if (!(x[n].data()[k] > T(0))) sum = sum + x[n].data()[k] * dy[n].data()[k];
                    sink(c, sum);
                }
        }

     private:
        /// Calls use(k, slope) for all values, or vectors of them, with their slopes.
        template <class Use>
        [[gnu::always_inline]] static constexpr void for_each(const T* p, const Use& use) noexcept {
            if constexpr (Channels == 1) {
                kernels::for_channels<In.size(), T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
                    using values_ = typename decltype(one_)::type;
                    use(k_, static_cast<values_>(values_{} + p[0]));
                });
            } else {
                kernels::for_channels<Channels, T>([&](std::size_t c_, auto one_) CONSTPROP_INLINED {
                    using values_ = typename decltype(one_)::type;
                    const values_ slope_ = kernels::get<values_>(p + c_);
                    for (std::size_t at_ = 0; at_ < positions; ++at_) use(at_ * Channels + c_, slope_);
                });
            }
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_PRELU_HPP
