#ifndef CONSTPROP_DEPLOY_TAKES_UP_HPP
#define CONSTPROP_DEPLOY_TAKES_UP_HPP

#include <constprop/chain/extent.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/conv2d.hpp>
#include <constprop/layers/linear.hpp>

#include <cstddef>

/// Which layers can do a scale for each channel as well, before their own work or after it.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// What a layer takes up, a linear map of its input with a bias:
///
///     behind, before       whether it takes up a scale that follows, or that precedes
///     with_bias            the layer that then stands there
///     outputs, weights     how many; the biases stand behind the weights
///     output_of(k)         which output channel weight k of the outside order belongs to
///     input_of(k)          which input channel it is multiplied with, in the outside order
template <class Layer, extent In> struct takes_up { static constexpr bool behind = false, before = false; };

template <class Layer, extent In>
requires is_linear<Layer>
struct takes_up<Layer, In> {
    using with_bias = Layer;
    static constexpr bool behind = true, before = true;
    static constexpr std::size_t inputs = In.size(), outputs = Layer::shape(inputs).outputs, weights = inputs * outputs;

    static constexpr std::size_t output_of(std::size_t k) noexcept { return k / inputs; }
    static constexpr std::size_t input_of(std::size_t k) noexcept { return k % inputs; }
};

/// Of a convolution. Where it pads, zeros stand beside the image that no scale before it sees.
template <std::size_t Inputs, std::size_t Outputs, class... Options, extent In>
struct takes_up<conv2d<Inputs, Outputs, Options...>, In> {
    using with_bias = conv2d<Inputs, Outputs, Options...>;
    static constexpr windows window = with_bias::window;
    static constexpr std::size_t outputs = Outputs, taps = window.rows.size * window.columns.size,
                                 weights = Outputs * Inputs * taps;

    static constexpr bool pads(const constprop::window& along, std::size_t length) noexcept {
        const std::size_t first = along.padding_before(length), places = along.places(length);
        return first > 0 || (places > 0 && (places - 1) * along.stride + along.size > length);
    }
    static constexpr bool behind = true, before = !pads(window.rows, In.height) && !pads(window.columns, In.width);

    static constexpr std::size_t output_of(std::size_t k) noexcept { return k / (Inputs * taps); }
    static constexpr std::size_t input_of(std::size_t k) noexcept { return k / taps % Inputs; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_TAKES_UP_HPP
