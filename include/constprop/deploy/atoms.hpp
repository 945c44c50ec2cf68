#ifndef CONSTPROP_DEPLOY_ATOMS_HPP
#define CONSTPROP_DEPLOY_ATOMS_HPP

#include <constprop/activations/identity.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/channel_scale.hpp>
#include <constprop/layers/dropout.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/layers/gain_and_bias.hpp>
#include <constprop/layers/scale.hpp>

#include <cstddef>
#include <type_traits>

/// A trained chain, flattened, without layers that do nothing in inference: the first step of `for_inference`.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// A layer of a trained network, and the place of its numbers: within layer `Top` of the network, from parameter `Parameter`
/// and statistic `Statistic` on, in the outside order.
template <class Layer, extent In, std::size_t Top, std::size_t Parameter, std::size_t Statistic> struct atom {
    using layer = Layer;
    static constexpr extent in = In;
    static constexpr detail::place place = place_of<Layer>(In);

    template <class Network> static constexpr auto parameter(const Network& net, std::size_t k) noexcept {
        return net.template layer<Top>().parameter(Parameter + k);
    }
    template <class Network> static constexpr auto statistic(const Network& net, std::size_t k) noexcept {
        return net.template layer<Top>().statistics()[Statistic + k];
    }
};

/// True if a layer is the identity in inference.
template <class Layer> inline constexpr bool vanishes = is_dropout<Layer> || std::is_same_v<Layer, identity>;

/// A layer that normalizes batches, or void.
template <class Layer> struct norm_of {
    using type = void;
};
template <class Layer>
requires is_batch_norm<Layer>
struct norm_of<Layer> {
    using type = Layer;
};
template <class Layer> struct norm_of<fixed_statistics<Layer>> : norm_of<Layer> {};
template <class Layer> inline constexpr bool is_norm = !std::is_void_v<typename norm_of<Layer>::type>;

/// The atoms of a chain with input extent `In` whose numbers begin here.
template <extent In, std::size_t Top, std::size_t Parameter, std::size_t Statistic, class Layers> struct atoms_of;

/// The atoms of one layer: those of its chain, if it is nothing but a chain.
template <extent In, std::size_t Top, std::size_t Parameter, std::size_t Statistic, class Layer> struct atoms_of_layer {
    using type = std::conditional_t<vanishes<Layer>, layer_list<>,
                                    layer_list<atom<Layer, place_of<Layer>(In).takes, Top, Parameter, Statistic>>>;
};
template <extent In, std::size_t Top, std::size_t Parameter, std::size_t Statistic, class... Layers>
struct atoms_of_layer<In, Top, Parameter, Statistic, sequential<Layers...>>
    : atoms_of<In, Top, Parameter, Statistic, layer_list<Layers...>> {};

template <extent In, std::size_t Top, std::size_t Parameter, std::size_t Statistic>
struct atoms_of<In, Top, Parameter, Statistic, layer_list<>> {
    using type = layer_list<>;
};
template <extent In, std::size_t Top, std::size_t Parameter, std::size_t Statistic, class First, class... Rest>
struct atoms_of<In, Top, Parameter, Statistic, layer_list<First, Rest...>> {
    static constexpr place at = place_of<First>(In);
    using type = typename joined_lists<typename atoms_of_layer<In, Top, Parameter, Statistic, First>::type,
                                       typename atoms_of<at.gives, Top, Parameter + at.shape.parameters(),
                                                         Statistic + at.statistics, layer_list<Rest...>>::type>::type;
};

/// The layer that replaces a batch normalization in inference, if it stands alone.
template <class Atom>
using scale_of = std::conditional_t<Atom::in.kind == rank::vector && Atom::in.positions() == 1,
                                    scale<channels_of<Atom::in>::count>, channel_scale<channels_of<Atom::in>::count>>;

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_ATOMS_HPP
