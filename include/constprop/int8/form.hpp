#ifndef CONSTPROP_INT8_FORM_HPP
#define CONSTPROP_INT8_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <tuple>

/// The integer forms of layers. A form is a value: the integers of one layer in its place. It has
///
///     is_kept                    it does nothing: it gives what it takes
///     in_place                   y may begin where x does
///     keeps_scale                its outputs stand for what its inputs stand for
///     sources                    how many sources it is made from, in the list of a network's
///     scratch_bytes, parameter_bytes
///     gives                      the quantization of its outputs
///     gives_of(takes, measured)  the same before it is made, for inputs that stand for `takes` and outputs in a range
///     quantized(numbers, takes, gives)    its source, from the numbers of a layer of floats
///     set(source, takes, limits)
///     forward(x, y, scratch)
///     state                      optional: what it carries from one time step to the next, 0 after value-initialization
///     takes_pass                 forward has a further argument, the pass of pass.hpp: a form with a state, *pass.carried, has it
///     integers(takes)            what it is made from, a std::tuple, where that is more than what it gives
///
/// The form of a layer that holds other layers has `holds_layers`, and is made and run by way of these; see holders.hpp.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The integer form of a layer on the extent `In`; void where it has none.
template <class Layer, extent In, class Scales> struct form_of {
    using type = void;
};

/// Whether a layer can clamp what it gives, so that a clamping function after it costs nothing.
template <class Layer> inline constexpr bool can_clamp = false;

/// A form whose source, if there is one, is the quantization of what it gives.
struct form_without_tensors {
    static constexpr bool is_kept = false, in_place = false, keeps_scale = false, holds_layers = false,
                          takes_pass = false;
    static constexpr std::size_t sources = 0, scratch_bytes = 0;

    template <class Numbers>
    [[nodiscard]] static constexpr quantization quantized(const Numbers& /*of*/, const quantization& /*takes*/,
                                                          const quantization& gives) noexcept {
        return gives;
    }
};

/// Nothing to compute.
struct kept : form_without_tensors {
    static constexpr bool is_kept = true, in_place = true, keeps_scale = true;
    static constexpr std::size_t parameter_bytes = 0;

    [[nodiscard]] static constexpr quantization gives_of(const quantization& takes,
                                                         const real_range& /*measured*/) noexcept {
        return takes;
    }
};

/// A form that gives what its inputs stand for.
struct form_that_keeps_scale : form_without_tensors {
    static constexpr bool keeps_scale = true;
    static constexpr std::size_t parameter_bytes = sizeof(quantization);

    quantization gives{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& takes,
                                                         const real_range& /*measured*/) noexcept {
        return takes;
    }
    constexpr void set(const quantization& /*none*/, const quantization& takes, const limits& /*clamped*/) noexcept {
        gives = takes;
    }
};

/// What a form is made from, in the order of a network's sources: nothing, what it gives, or what it says itself.
template <class Form> [[nodiscard]] constexpr auto integers_of(const Form& form, const quantization& takes) noexcept {
    if constexpr (requires { form.integers(takes); }) {
        return form.integers(takes);
    } else if constexpr (Form::sources == 1) {
        static_assert(
            requires(Form made) { made.set(takes, takes, limits{}); },
            "A form that is made from more than what it gives has integers(takes).");
        return std::make_tuple(form.gives);
    } else {
        return std::tuple<>{};
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_FORM_HPP
