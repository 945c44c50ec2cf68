#ifndef CONSTPROP_INT8_FORMS_HPP
#define CONSTPROP_INT8_FORMS_HPP

#include <constprop/activations/identity.hpp>
#include <constprop/chain/extent.hpp>
#include <constprop/int8/quantization.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/int8/convolution.hpp>
#include <constprop/kernels/int8/linear.hpp>
#include <constprop/kernels/int8/softmax.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/inherited.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/softmax.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

/// The integer forms of layers. A form is a value: the integers of one layer in its place. It has
///
///     is_kept                    it does nothing: it gives what it takes
///     in_place                   y may be x
///     copies_input               all of x is read before y is written
///     scratch_bytes, parameter_bytes
///     source, has_source         what it is made from; whether that is anything but what it takes
///     gives                      the quantization of its outputs
///     gives_of(takes, measured)  the same before it is made, for inputs that stand for `takes` and outputs in a range
///     quantized(stage, takes, gives)    its source, from a layer of floats
///     set(source, takes, limits)
///     forward(x, y, scratch)
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// What a form without tensors is made from: what it gives.
struct only_gives {
    quantization gives{};
};

template <std::size_t Size> struct form_without_tensors {
    static constexpr bool is_kept = false, in_place = true, copies_input = false;
    static constexpr bool has_source = false;
    static constexpr std::size_t scratch_bytes = 0;
    using source = only_gives;

    template <class Stage>
    [[nodiscard]] static constexpr source quantized(const Stage& /*stage*/, const quantization& /*takes*/,
                                                    const quantization& gives) noexcept {
        return {gives};
    }
};

/// Nothing to compute.
template <std::size_t Size> struct kept : form_without_tensors<Size> {
    static constexpr bool is_kept = true;
    static constexpr std::size_t parameter_bytes = 0;

    [[nodiscard]] static constexpr quantization gives_of(const quantization& takes,
                                                         const real_range& /*measured*/) noexcept {
        return takes;
    }
    constexpr void set(const only_gives& /*from*/, const quantization& /*takes*/, const limits& /*clamped*/) noexcept {}
};

/// An elementwise function: a table of 256 values.
template <std::size_t Size, class Layer> struct by_table : form_without_tensors<Size> {
    static constexpr bool has_source = !integer_function<Layer>::scale_is_fixed;
    static constexpr std::size_t parameter_bytes = sizeof(table) + sizeof(quantization);

    table values{};
    quantization gives{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        if constexpr (integer_function<Layer>::scale_is_fixed) return integer_function<Layer>::fixed;
        else return quantization_of(measured);
    }
    constexpr void set([[maybe_unused]] const only_gives& from, const quantization& takes,
                       const limits& /*clamped*/) noexcept {
        if constexpr (integer_function<Layer>::scale_is_fixed) gives = integer_function<Layer>::fixed;
        else gives = from.gives;
        values = integer_function<Layer>::values(takes, gives);
    }
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        for (std::size_t k = 0; k < Size; ++k) y[k] = values[table_index(x[k])];
    }
};

template <std::size_t Size> struct probabilities : form_without_tensors<Size> {
    static constexpr quantization gives{1.0F / 256, -128};
    static constexpr std::size_t parameter_bytes = sizeof(kernels::int8::softmax_constants);

    kernels::int8::softmax_constants constants{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& /*measured*/) noexcept {
        return gives;
    }
    constexpr void set(const only_gives& /*from*/, const quantization& takes, const limits& /*clamped*/) noexcept {
        constants = kernels::int8::constants_of_softmax(takes.scale);
    }
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        kernels::int8::softmax<Size>(x, y, constants);
    }
};

/// A linear layer. Its inputs are those of `In`, in the library's order.
template <std::size_t Inputs, std::size_t Outputs, class Scales>
struct linear_form : weighted<kernels::int8::linear<Inputs, Outputs>, Scales> {
    using tensors = typename weighted<kernels::int8::linear<Inputs, Outputs>, Scales>::source;

    template <class Stage>
    [[nodiscard]] static constexpr tensors quantized(const Stage& stage, const quantization& takes,
                                                     const quantization& gives) noexcept {
        return quantize_tensors<Inputs * Outputs, Outputs, tensors{}.scales.size()>(
            takes, gives,
            [&](std::size_t o_, std::size_t i_) noexcept { return static_cast<float>(stage.weight(o_, i_)); },
            [&](std::size_t o_) noexcept { return static_cast<float>(stage.bias(o_)); });
    }
};

/// A convolution over an image or a signal.
template <class Kernel, class Scales> struct convolution_form : weighted<Kernel, Scales> {
    using tensors = typename weighted<Kernel, Scales>::source;

    template <class Stage>
    [[nodiscard]] static constexpr tensors quantized(const Stage& stage, const quantization& takes,
                                                     const quantization& gives) noexcept {
        constexpr std::size_t per_output = Kernel::weights_per_output, inputs = Kernel::inputs,
                              taps = per_output / inputs;
        constexpr std::size_t weights = Kernel::outputs * per_output;
        return quantize_tensors<weights, Kernel::outputs, tensors{}.scales.size()>(
            takes, gives,
            [&](std::size_t o_, std::size_t k_) noexcept {
                return static_cast<float>(stage.parameter((o_ * inputs + k_ % inputs) * taps + k_ / inputs));
            },
            [&]([[maybe_unused]] std::size_t o_) noexcept {
                if constexpr (Stage::shape.biases > 0) return static_cast<float>(stage.parameter(weights + o_));
                else return 0.0F;
            });
    }
};

/// PyTorch's order of values to the library's, or the same.
template <extent From, extent To> struct reordered : form_without_tensors<From.size()> {
    static constexpr bool in_place = false;
    static constexpr std::size_t parameter_bytes = sizeof(quantization);

    quantization gives{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& takes,
                                                         const real_range& /*measured*/) noexcept {
        return takes;
    }
    constexpr void set(const only_gives& /*from*/, const quantization& takes, const limits& /*clamped*/) noexcept {
        gives = takes;
    }
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        for (std::size_t k = 0; k < From.size(); ++k) y[To.from_channels_first(k)] = x[From.from_channels_first(k)];
    }
};

/// The integer form of a layer on the extent `In`; void where it has none.
template <class Layer, extent In, class Scales> struct form_of { using type = void; };

template <class Layer, extent In, class Scales>
requires detail::is_linear<Layer>
struct form_of<Layer, In, Scales> {
    using type = linear_form<In.size(), Layer::shape(0).outputs, Scales>;
};
template <class Layer, extent In, class Scales>
requires detail::is_elementwise<Layer>
struct form_of<Layer, In, Scales> {
    using type = by_table<In.size(), Layer>;
};
template <extent In, class Scales> struct form_of<identity, In, Scales> { using type = kept<In.size()>; };
template <extent In, class Scales> struct form_of<flatten, In, Scales> { using type = kept<In.size()>; };
template <extent In, class Scales> struct form_of<softmax, In, Scales> { using type = probabilities<In.size()>; };
template <class Extent, extent In, class Scales> struct form_of<unflatten<Extent>, In, Scales> {
    using type = reordered<In, Extent::input_extent>;
};
/// Whether a layer is a convolution that goes from an image, or a signal, to the places of its windows.
template <class Layer>
concept convolves = requires(extent in) {
    { Layer::sizes(in) } -> std::same_as<kernels::convolution_sizes>;
    requires !Layer::transposed;
};
template <convolves Layer, extent In, class Scales> struct form_of<Layer, In, Scales> {
    using type = convolution_form<kernels::int8::convolution<Layer::sizes(In)>, Scales>;
};

/// Whether a layer can clamp what it gives, so that a clamping function after it costs nothing.
template <class Layer> inline constexpr bool can_clamp = detail::is_linear<Layer> || convolves<Layer>;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_FORMS_HPP
