#ifndef CONSTPROP_INT8_FORMS_HPP
#define CONSTPROP_INT8_FORMS_HPP

#include <constprop/activations/identity.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/inherited.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/int8/convolution.hpp>
#include <constprop/kernels/int8/four_bits.hpp>
#include <constprop/kernels/int8/linear.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/softmax.hpp>
#include <constprop/kernels/int8/weight_scales.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/dropout.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/from_channels_first.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/pad.hpp>
#include <constprop/layers/slice.hpp>
#include <constprop/layers/softmax.hpp>
#include <constprop/layers/upsample.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

/// The forms of layers that stand alone; form.hpp says what a form is.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// An elementwise function: a table of 256 values.
template <std::size_t Size, class Layer> struct by_table : form_without_tensors {
    static constexpr bool in_place = true;
    static constexpr std::size_t sources = integer_function<Layer>::scale_is_fixed ? 0 : 1;
    static constexpr std::size_t parameter_bytes = sizeof(table) + sizeof(quantization);

    table values{};
    quantization gives{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        if constexpr (integer_function<Layer>::scale_is_fixed) return integer_function<Layer>::fixed;
        else return quantization_of(measured);
    }
    constexpr void set(const quantization& from, const quantization& takes, const limits& /*clamped*/) noexcept {
        gives = from;
        if constexpr (integer_function<Layer>::scale_is_fixed) gives = integer_function<Layer>::fixed;
        values = integer_function<Layer>::values(takes, gives);
    }
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        for (std::size_t k = 0; k < Size; ++k) y[k] = values[table_index(x[k])];
    }
};

template <std::size_t Size> struct probabilities : form_without_tensors {
    static constexpr bool in_place = true;
    static constexpr quantization gives{1.0F / 256, -128};
    static constexpr std::size_t parameter_bytes = sizeof(kernels::int8::softmax_constants);

    kernels::int8::softmax_constants constants{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& /*measured*/) noexcept {
        return gives;
    }
    constexpr void set(const quantization& /*none*/, const quantization& takes, const limits& /*clamped*/) noexcept {
        constants = kernels::int8::constants_of_softmax(takes.scale);
    }
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        kernels::int8::softmax<Size>(x, y, constants);
    }
};

/// The kernels for weights of eight bits, and of four.
template <class Scales> struct kernels_for {
    template <std::size_t Inputs, std::size_t Outputs> using linear = kernels::int8::linear<Inputs, Outputs>;
    template <class Kernel> using convolution = Kernel;
};
template <class Scales> struct kernels_for<int4_weights<Scales>> {
    template <std::size_t Inputs, std::size_t Outputs> using linear = kernels::int8::four_bit_linear<Inputs, Outputs>;
    template <class Kernel> using convolution = kernels::int8::four_bit_convolution<Kernel>;
};

/// A linear layer. Its inputs are those of `In`, in the library's order.
template <extent In, std::size_t Outputs, class Scales>
struct linear_form : weighted<typename kernels_for<Scales>::template linear<In.size(), Outputs>, Scales> {
    template <class Numbers>
    [[nodiscard]] static constexpr auto quantized(const Numbers& of, const quantization& takes,
                                                  const quantization& gives) noexcept {
        constexpr std::size_t inputs = In.size(), weights = inputs * Outputs;
        return quantize_tensors<Scales, weights, Outputs>(
            takes, gives,
            [&](std::size_t o_, std::size_t i_) noexcept {
                return static_cast<float>(of.parameter(o_ * inputs + In.to_channels_first(i_)));
            },
            [&](std::size_t o_) noexcept { return static_cast<float>(of.parameter(weights + o_)); });
    }
};

/// A convolution over an image or a signal.
template <class Kernel, class Scales>
struct convolution_form : weighted<typename kernels_for<Scales>::template convolution<Kernel>, Scales> {
    template <class Numbers>
    [[nodiscard]] static constexpr auto quantized(const Numbers& of, const quantization& takes,
                                                  const quantization& gives) noexcept {
        constexpr std::size_t per_output = Kernel::weights_per_output, inputs = Kernel::inputs,
                              taps = per_output / inputs;
        constexpr std::size_t weights = Kernel::outputs * per_output;
        return quantize_tensors<Scales, weights, Kernel::outputs>(
            takes, gives,
            [&](std::size_t o_, std::size_t k_) noexcept {
                return static_cast<float>(of.parameter((o_ * inputs + k_ % inputs) * taps + k_ / inputs));
            },
            [&]([[maybe_unused]] std::size_t o_) noexcept {
                if constexpr (Numbers::count > weights) return static_cast<float>(of.parameter(weights + o_));
                else return 0.0F;
            });
    }
};

/// PyTorch's order of values to the library's, or the same.
template <extent From, extent To> struct reordered : form_that_keeps_scale {
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        for (std::size_t k = 0; k < From.size(); ++k) y[To.from_channels_first(k)] = x[From.from_channels_first(k)];
    }
};

/// Zeros around an image: integers that stand for 0.
template <class On> struct padded : form_that_keeps_scale {
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        On::surround(x, y, static_cast<std::int8_t>(gives.zero_point));
    }
};

/// Some of the values.
template <class On> struct sliced : form_that_keeps_scale {
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        On::copy(x, y);
    }
};

/// Each pixel several times.
template <class On> struct upsampled : form_that_keeps_scale {
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        On::repeat(x, y);
    }
};

template <class Layer, extent In, class Scales>
requires detail::is_linear<Layer>
struct form_of<Layer, In, Scales> {
    using type = linear_form<In, Layer::shape(0).outputs, Scales>;
};
template <class Layer, extent In, class Scales>
requires detail::is_elementwise<Layer>
struct form_of<Layer, In, Scales> {
    using type = by_table<In.size(), Layer>;
};
template <extent In, class Scales> struct form_of<identity, In, Scales> {
    using type = kept;
};
template <extent In, class Scales> struct form_of<flatten, In, Scales> {
    using type = kept;
};
template <class Share, extent In, class Scales> struct form_of<dropout<Share>, In, Scales> {
    using type = kept;
};
template <extent In, class Scales> struct form_of<softmax, In, Scales> {
    using type = probabilities<In.size()>;
};
template <class Extent, extent In, class Scales> struct form_of<unflatten<Extent>, In, Scales> {
    using type = reordered<In, Extent::input_extent>;
};
template <extent In, class Scales> struct form_of<from_channels_first, In, Scales> {
    using type = reordered<vector_of(In.size()), In>;
};
template <std::size_t... Values, extent In, class Scales> struct form_of<pad<Values...>, In, Scales> {
    using type = padded<typename pad<Values...>::template on<std::int8_t, In>>;
};
template <class... Ranges, extent In, class Scales> struct form_of<slice<Ranges...>, In, Scales> {
    using type = sliced<typename slice<Ranges...>::template on<std::int8_t, In>>;
};
template <std::size_t Rows, std::size_t Columns, extent In, class Scales>
struct form_of<upsample<Rows, Columns>, In, Scales> {
    using type = upsampled<typename upsample<Rows, Columns>::template on<std::int8_t, In>>;
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

template <class Layer>
requires(detail::is_linear<Layer> || convolves<Layer>)
inline constexpr bool can_clamp<Layer> = true;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_FORMS_HPP
