#ifndef CONSTPROP_INT8_OVER_TIME_FORM_HPP
#define CONSTPROP_INT8_OVER_TIME_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/pass.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/over_time.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A layer's form at one position after the other of `In`, whose outputs are `Stride` apart. The state, zeros at first, lies in
/// scratch memory.
template <extent In, std::size_t Stride, class Form> struct form_over_time : form_without_tensors {
    static constexpr std::size_t sources = Form::sources,
                                 parameter_bytes = Form::parameter_bytes + sizeof(quantization);
    static constexpr std::size_t state_bytes = (sizeof(detail::state_of<Form>) + 15) / 16 * 16;
    static constexpr std::size_t scratch_bytes = (detail::has_state<Form> ? state_bytes : 0) + Form::scratch_bytes;

    Form one{};
    quantization gives{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& takes,
                                                         const real_range& measured) noexcept {
        return Form::gives_of(takes, measured);
    }
    template <class Numbers>
    [[nodiscard]] static constexpr auto quantized(const Numbers& of, const quantization& takes,
                                                  const quantization& given) noexcept {
        return Form::quantized(of, takes, given);
    }
    template <class Source>
    constexpr void set(const Source& from, const quantization& takes, const limits& clamped) noexcept {
        one.set(from, takes, clamped);
        gives = one.gives;
    }
    [[nodiscard]] constexpr auto integers(const quantization& takes) const noexcept { return integers_of(one, takes); }

    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* scratch) const noexcept {
        if constexpr (!detail::has_state<Form>) {
            for (std::size_t t = 0; t < In.positions(); ++t) one.forward(x + t * In.channels, y + t * Stride, scratch);
        } else if (std::is_constant_evaluated()) {
            typename Form::state state{};
            run_from(state, x, y, scratch);
        } else {
            auto* const state = ::new (static_cast<void*>(scratch)) typename Form::state{};
            run_from(*state, x, y, scratch + state_bytes);
        }
    }

 private:
    template <class State>
    constexpr void run_from(State& state, const std::int8_t* x, std::int8_t* y, std::int8_t* scratch) const noexcept {
        const pass steps{unseen{}, &state};
        for (std::size_t t = 0; t < In.positions(); ++t)
            one.forward(x + t * In.channels, y + t * Stride, scratch, steps);
    }
};

/// Whether a form can be run at one position after the other.
template <class Form>
concept runs_alone = !std::is_void_v<Form> && !Form::is_kept && !Form::holds_layers;

template <class Layer, class... Options, extent In, class Scales>
requires runs_alone<typename form_of<Layer, vector_of(In.channels), Scales>::type>
struct form_of<over_time<Layer, Options...>, In, Scales> {
    using layer = over_time<Layer, Options...>;
    using type = form_over_time<In, layer::gives_last ? 0 : layer::shape(In).gives.channels,
                                typename form_of<Layer, vector_of(In.channels), Scales>::type>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_OVER_TIME_FORM_HPP
