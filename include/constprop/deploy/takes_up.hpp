#ifndef CONSTPROP_DEPLOY_TAKES_UP_HPP
#define CONSTPROP_DEPLOY_TAKES_UP_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/convolution.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/window_options.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

/// The layers that can absorb a scale for each channel, before their own work or after it.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// How a layer absorbs a scale, for a layer that is a linear map of its input with a bias:
///
///     behind, before       true if it absorbs a scale that follows, or that precedes
///     with_bias            the layer that then stands there
///     outputs, weights     their numbers; the biases stand behind the weights
///     output_of(k)         the output channel of weight k of the outside order
///     input_of(k)          the input channel that weight k multiplies, in the outside order
template <class Layer, extent In> struct takes_up {
    static constexpr bool behind = false, before = false;
};

template <class Layer, extent In>
requires is_linear<Layer>
struct takes_up<Layer, In> {
    using with_bias = Layer;
    static constexpr bool behind = true, before = true;
    static constexpr std::size_t inputs = In.size(), outputs = Layer::shape(inputs).outputs, weights = inputs * outputs;

    static constexpr std::size_t output_of(std::size_t k) noexcept { return k / inputs; }
    static constexpr std::size_t input_of(std::size_t k) noexcept { return k % inputs; }
};

/// A convolution of any kind.
template <class Layer>
concept is_convolution = requires(extent in) {
    { Layer::sizes(in) } noexcept -> std::same_as<kernels::convolution_sizes>;
    Layer::transposed;
    Layer::parameters::taps;
};

/// A convolution without the option `no_bias`.
template <class Layer, class Options> struct convolution_with_bias;
template <template <std::size_t, std::size_t, class...> class Layer, std::size_t Inputs, std::size_t Outputs,
          class... Old, class... Options>
struct convolution_with_bias<Layer<Inputs, Outputs, Old...>, layer_list<Options...>> {
    using type = Layer<Inputs, Outputs, Options...>;
};
template <template <std::size_t, class...> class Layer, std::size_t Channels, class... Old, class... Options>
struct convolution_with_bias<Layer<Channels, Old...>, layer_list<Options...>> {
    using type = Layer<Channels, Options...>;
};

template <class Layer> struct options_in;
template <template <std::size_t, std::size_t, class...> class Layer, std::size_t Inputs, std::size_t Outputs,
          class... Options>
struct options_in<Layer<Inputs, Outputs, Options...>> {
    using type = typename joined_lists<
        std::conditional_t<std::is_same_v<Options, no_bias>, layer_list<>, layer_list<Options>>...>::type;
};
template <template <std::size_t, class...> class Layer, std::size_t Channels, class... Options>
struct options_in<Layer<Channels, Options...>> {
    using type = typename joined_lists<
        std::conditional_t<std::is_same_v<Options, no_bias>, layer_list<>, layer_list<Options>>...>::type;
};

/// For a convolution. If it pads, it cannot absorb a scale before it, which does not apply to the padding. Nor can a
/// transposed convolution, whose sums have fewer terms at the borders.
template <class Layer, extent In>
requires is_convolution<Layer>
struct takes_up<Layer, In> {
    using with_bias = typename convolution_with_bias<Layer, typename options_in<Layer>::type>::type;
    using parameters = typename Layer::parameters;

    static constexpr kernels::convolution_sizes sizes = Layer::sizes(In);
    static constexpr std::size_t taps = parameters::taps, group = parameters::group,
                                 outputs = Layer::shape(In).gives.channels, weights = sizes.outputs * group * taps;

    /// True if all places of a window lie within the axis.
    static constexpr bool stays_within(const kernels::axis& along) noexcept {
        return along.before == 0 &&
               (along.places - 1) * along.stride + (along.size - 1) * along.dilation < along.length;
    }
    static constexpr bool behind = true,
                          before = !Layer::transposed && stays_within(sizes.rows) && stays_within(sizes.columns);

    /// Weights lie (narrow, wide of the group, tap): see `convolution_tensors`.
    static constexpr std::size_t narrow_of(std::size_t k) noexcept { return k / taps / group; }
    static constexpr std::size_t wide_of(std::size_t k) noexcept {
        return narrow_of(k) / (sizes.outputs / sizes.groups) * group + k / taps % group;
    }
    static constexpr std::size_t output_of(std::size_t k) noexcept {
        return Layer::transposed ? wide_of(k) : narrow_of(k);
    }
    static constexpr std::size_t input_of(std::size_t k) noexcept {
        return Layer::transposed ? narrow_of(k) : wide_of(k);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_TAKES_UP_HPP
