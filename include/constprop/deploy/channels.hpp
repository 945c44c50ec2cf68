#ifndef CONSTPROP_DEPLOY_CHANNELS_HPP
#define CONSTPROP_DEPLOY_CHANNELS_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/deploy/atoms.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/average_pool.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/channel_scale.hpp>
#include <constprop/layers/conv1d.hpp>
#include <constprop/layers/conv2d.hpp>
#include <constprop/layers/depthwise_conv.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/max_pool.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// Units of linear layers and output channels of convolutions: the layers that make them, that pass them on, and that read
/// them.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True for a layer of which each output channel is a unit: a linear layer, or a convolution that is neither transposed nor
/// grouped.
template <class Layer> inline constexpr bool has_units = is_linear<Layer>;
template <std::size_t Inputs, std::size_t Outputs, class... Options>
inline constexpr bool has_units<conv1d<Inputs, Outputs, Options...>> =
    settings_of<Options...>(over_signals).groups == 1;
template <std::size_t Inputs, std::size_t Outputs, class... Options>
inline constexpr bool has_units<conv2d<Inputs, Outputs, Options...>> = settings_of<Options...>(over_images).groups == 1;

/// Such a layer with another number of inputs, counted in channels for a convolution, or with another number of outputs.
template <std::size_t Was, std::size_t Gave, class... Options, std::size_t Inputs, std::size_t Outputs>
struct resized<conv1d<Was, Gave, Options...>, Inputs, Outputs> {
    using type = conv1d<Inputs, Outputs, Options...>;
};
template <std::size_t Was, std::size_t Gave, class... Options, std::size_t Inputs, std::size_t Outputs>
struct resized<conv2d<Was, Gave, Options...>, Inputs, Outputs> {
    using type = conv2d<Inputs, Outputs, Options...>;
};

/// True for a layer that works on each channel by itself: its tensors have one slice for each.
template <class Layer>
inline constexpr bool works_by_channel = is_elementwise<Layer> || vanishes<Layer> || is_norm<Layer>;
template <> inline constexpr bool works_by_channel<flatten> = true;
template <> inline constexpr bool works_by_channel<global_average_pool> = true;
template <> inline constexpr bool works_by_channel<global_max_pool> = true;
template <std::size_t Size, class... Options>
inline constexpr bool works_by_channel<max_pool1d<Size, Options...>> = true;
template <std::size_t Size, class... Options>
inline constexpr bool works_by_channel<max_pool2d<Size, Options...>> = true;
template <std::size_t Size, class... Options>
inline constexpr bool works_by_channel<average_pool1d<Size, Options...>> = true;
template <std::size_t Size, class... Options>
inline constexpr bool works_by_channel<average_pool2d<Size, Options...>> = true;
template <std::size_t Channels> inline constexpr bool works_by_channel<channel_scale<Channels>> = true;
template <std::size_t Channels, class... Options>
inline constexpr bool works_by_channel<depthwise_conv1d<Channels, Options...>> =
    settings_of<Options...>(over_signals).multiplier == 1;
template <std::size_t Channels, class... Options>
inline constexpr bool works_by_channel<depthwise_conv2d<Channels, Options...>> =
    settings_of<Options...>(over_images).multiplier == 1;

/// Such a layer for another number of channels.
template <class Layer, std::size_t Channels> struct for_channels {
    using type = Layer;
};
template <std::size_t Was, std::size_t Channels> struct for_channels<channel_scale<Was>, Channels> {
    using type = channel_scale<Channels>;
};
template <std::size_t Was, class... Options, std::size_t Channels>
struct for_channels<depthwise_conv1d<Was, Options...>, Channels> {
    using type = depthwise_conv1d<Channels, Options...>;
};
template <std::size_t Was, class... Options, std::size_t Channels>
struct for_channels<depthwise_conv2d<Was, Options...>, Channels> {
    using type = depthwise_conv2d<Channels, Options...>;
};

/// The layer that reads the units of layer `Layer`, with nothing but layers that work by channel in between; 0 if there is
/// none.
template <class Network, std::size_t Layer, std::size_t At = Layer + 1> constexpr std::size_t reader_of() noexcept {
    if constexpr (At < Network::layer_count) {
        using layer = typename Network::template layer_type<At>;
        if constexpr (has_units<layer>) return At;
        else if constexpr (works_by_channel<layer>) return reader_of<Network, Layer, At + 1>();
        else return 0;
    } else {
        return 0;
    }
}

/// True if layers without numbers of their own stand between the two, which pass on a value that is the same at all positions.
template <class Network, std::size_t Layer, std::size_t Reader> constexpr bool passes_constants() noexcept {
    for (std::size_t k = Layer + 1; k < Reader; ++k)
        if (Network::shape_of(k).parameters() > 0) return false;
    return true;
}

/// The network's type with other sizes for a layer, for the one that reads its units, and for those in between.
template <class Network, std::size_t Layer, std::size_t Reader, std::size_t Units> struct with_units {
    template <std::size_t Position> static constexpr auto layer_at() noexcept {
        using layer = typename Network::template layer_type<Position>;
        constexpr extent takes = Network::taken_by(Position), gives = Network::given_by(Position);
        if constexpr (Position == Layer)
            return std::type_identity<
                typename resized<layer, takes.kind == rank::vector ? takes.size() : takes.channels, Units>::type>{};
        else if constexpr (Position == Reader)
            return std::type_identity<typename resized<
                layer, takes.kind == rank::vector ? takes.positions() * Units : Units, gives.channels>::type>{};
        else if constexpr (Layer < Position && Position < Reader)
            return std::type_identity<typename for_channels<layer, Units>::type>{};
        else return std::type_identity<layer>{};
    }
    template <std::size_t... Position> static constexpr auto all(std::index_sequence<Position...>) noexcept {
        return std::type_identity<
            typename Network::template with_layers<typename decltype(layer_at<Position>())::type...>>{};
    }
    using type = typename decltype(all(std::make_index_sequence<Network::layer_count>{}))::type;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_CHANNELS_HPP
