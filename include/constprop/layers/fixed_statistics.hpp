#ifndef CONSTPROP_LAYERS_FIXED_STATISTICS_HPP
#define CONSTPROP_LAYERS_FIXED_STATISTICS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// A layer that measures statistics, with fixed statistics: a training pass uses them and does not change them.
/// `freeze_statistics` makes it of `batch_norm`, so that a network can train on one sample at a time.
///
/// Shapes, forward, parameters, statistics: those of the layer
/// backward:    as in inference: the statistics do not depend on the input
template <class Layer> struct CONSTPROP_TAGGED fixed_statistics {
    using final_type = fixed_statistics;
    using original = Layer;

    static constexpr bool in_place = detail::layer_in_place<Layer>;
    static constexpr bool passes_through = detail::layer_passes_through<Layer>;
    static constexpr output_kind gives = detail::layer_gives<Layer>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return Layer::shape(offered); }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept { return Layer::tensors(in); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        if constexpr (requires { Layer::multiply_accumulates(in); }) return Layer::multiply_accumulates(in);
        else return 0;
    }

    template <class T, extent In>
    class on : public detail::cache_like<typename Layer::template on<T, In>>,
               public detail::state_like<typename Layer::template on<T, In>> {
        using measuring = typename Layer::template on<T, In>;
        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, Layer::shape(In).gives.size()>;

        template <class Kind, class Cache, class State>
        static constexpr auto deployed(const detail::pass_at<Kind, T, Cache, State>& pass) noexcept {
            return detail::pass_at<detail::deployed, T, Cache, State>{{}, pass.statistics, pass.cache, pass.state};
        }

     public:
        static constexpr bool takes_pass = true;

        template <std::size_t Batch, class Pass>
        [[gnu::always_inline]] static constexpr void forward(const T* p, const input_row* x, output_row* y,
                                                             std::size_t count, const Pass& pass) noexcept {
            measuring::template forward<Batch>(p, x, y, count, deployed(pass));
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        [[gnu::always_inline]] static constexpr void backward(const T* p, const input_row* x, const output_row* y,
                                                              output_row* dy, Dx dx, std::size_t count, Sink sink,
                                                              const Pass& pass) noexcept {
            measuring::template backward<Batch>(p, x, y, dy, dx, count, sink, deployed(pass));
        }
        /// Measures nothing.
        template <std::size_t Batch, class Kept>
        static constexpr void measure(T* /*statistics*/, const Kept& /*kept*/, std::size_t /*count*/) noexcept {}

        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
            return detail::position_in<measuring>(k);
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_FIXED_STATISTICS_HPP
