#ifndef CONSTPROP_LAYERS_FROZEN_HPP
#define CONSTPROP_LAYERS_FROZEN_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// Layer `Position` of a constant network, with its parameters there: a layer that does not learn.
///
/// To the chain it has no parameters. So it has no gradient and no optimizer state, backpropagation goes through it only
/// if a layer before it learns, and its weights stay where the constant is: in firmware, in flash.
///
///     constexpr model trained = …;                                                    // of static storage
///     using tuned = cp::network<cp::frozen<trained, 0>, cp::relu, cp::linear<32, 10>>;  // or freeze_before<trained, 2>()
///
/// Shapes, forward, backward, cost: those of the layer
/// Parameters:  none
/// Rejects:     a scalar other than the constant's
template <const auto& Net, std::size_t Position> struct CONSTPROP_TAGGED frozen {
    using final_type = frozen;
    using network = std::remove_cvref_t<decltype(Net)>;
    using original = typename network::template layer_type<Position>;
    using scalar = typename network::scalar;

    static constexpr bool in_place = detail::layer_in_place<original>;
    static constexpr bool passes_through = detail::layer_passes_through<original>;
    static constexpr output_kind gives = detail::layer_gives<original>;

    template <class T, std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        layer_scratch all = detail::scratch_of<original, T, network::taken_by(Position), 0, Batch>();
        all.forward += network::converted_by(Position);
        if (!std::is_same_v<typename network::stored, scalar>)
            all.backward += network::shape_of(Position).parameters() * sizeof(scalar);
        return all;
    }

    [[nodiscard]] static constexpr answer shape(extent /*offered*/) noexcept {
        return {network::taken_by(Position), network::given_by(Position)};
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent /*in*/) noexcept {
        return network::shape_of(Position).multiply_accumulates;
    }

    /// Visits the constants: the parameters and statistics that stay where they are.
    template <class Visit> static constexpr void each_constant(const Visit& visit) noexcept {
        const auto& stage = Net.template layer<Position>();
        for (std::size_t p = 0; p < stage.shape.parameters(); ++p) visit(stage.parameter(p));
        for (std::size_t s = 0; s < stage.statistic_count; ++s) visit(stage.statistics()[s]);
    }

    template <std::same_as<scalar> T, extent In>
    class on : public detail::cache_like<detail::in_its_place<original, T, network::taken_by(Position)>>,
               public detail::state_like<detail::in_its_place<original, T, network::taken_by(Position)>> {
        using thawed = detail::in_its_place<original, T, network::taken_by(Position)>;
        using input_row = std::array<T, network::taken_by(Position).size()>;
        using output_row = std::array<T, network::given_by(Position).size()>;

        static constexpr const auto& stage() noexcept { return Net.template layer<Position>(); }

        /// A frozen layer runs as in inference, with the constant's statistics; a following elementwise function is unchanged.
        template <class Kind, class Cache, class State>
        static constexpr auto deployed(const detail::pass_at<Kind, T, Cache, State>& pass) noexcept {
            return detail::pass_at<detail::deployed, T, Cache, State>{{}, stage().statistics(), pass.cache, pass.state};
        }
        template <class Then> static constexpr Then deployed(const Then& then) noexcept { return then; }

     public:
        static constexpr bool takes_then = detail::takes_then<thawed>, takes_pass = detail::takes_pass<thawed>,
                              whole_sequence = detail::needs_whole_sequence<thawed>;

        template <std::size_t Batch, class... More>
        [[gnu::always_inline]] static constexpr void forward(const T* /*none*/, const input_row* x, output_row* y,
                                                             std::size_t count, const More&... more) noexcept {
            stage().with_parameters([&](const auto* p_) CONSTPROP_INLINED {
                thawed::template forward<Batch>(p_, x, y, count, deployed(more)...);
            });
        }
        template <std::size_t Batch, class Dx, class Sink, class... Pass>
        [[gnu::always_inline]] static constexpr void backward(const T* /*none*/, const input_row* x,
                                                              const output_row* y, output_row* dy,
                                                              [[maybe_unused]] Dx dx, std::size_t count,
                                                              Sink /*no parameters*/, const Pass&... pass) noexcept {
            // Before the first layer that learns nothing is asked for, and dy is not there.
            if constexpr (detail::is_asked<Dx>)
                stage().with_converted([&](const T* p_) CONSTPROP_INLINED {
                    thawed::template backward<Batch>(p_, x, y, dy, dx, count, unasked{}, deployed(pass)...);
                });
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_FROZEN_HPP
