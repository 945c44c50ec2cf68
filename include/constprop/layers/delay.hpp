#ifndef CONSTPROP_LAYERS_DELAY_HPP
#define CONSTPROP_LAYERS_DELAY_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/history.hpp>
#include <constprop/layers/recurrent/units.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Delays its input by n = Steps time steps: yₜ = xₜ₋ₙ, and 0 for the first n steps.
///
/// Shapes:      y like x, any extent; runs step by step, net(x, state), or over a sequence
/// backward:    dxₜ = dyₜ₊ₙ
/// Parameters:  none
/// State:       the last `Steps` inputs, and the position of the oldest
/// Cost:        two copies of x a step
template <std::size_t Steps> struct CONSTPROP_TAGGED delay {
    static_assert(Steps > 0, "A delay is of at least one step.");

    using final_type = delay;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        static constexpr bool takes_pass = true;
        using state = detail::history<T, In.size(), Steps>;

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            for (std::size_t n = 0; n < count; ++n) {
                detail::copy_row<In.size()>((*pass.state)(Steps), y[n].data());
                pass.state->push(x[n].data());
            }
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*none*/,
                                       const Pass& /*pass*/) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) dx[n][k] = count - n > Steps ? dy[n + Steps][k] : T(0);
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_DELAY_HPP
