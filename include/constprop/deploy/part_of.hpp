#ifndef CONSTPROP_DEPLOY_PART_OF_HPP
#define CONSTPROP_DEPLOY_PART_OF_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// Some layers of a network, one after the other, as a network of their own.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The type that says an extent at the beginning of a chain.
template <extent Of> struct description_of {
    using type = spelled<Of>;
};
template <extent Of>
requires(Of.kind == rank::vector && Of.positions() > 1)
struct description_of<Of> {
    static constexpr rank kind = Of.height == 1 ? rank::signal : rank::image;
    using type = flattened<spelled<extent{kind, Of.height, Of.width, Of.channels}>>;
};

/// The types of the layers `First` … `First` + `Count` − 1.
template <class Network, std::size_t First, std::size_t Count> [[nodiscard]] constexpr auto layers_from() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
        return layer_list<typename Network::template layer_type<First + K>...>{};
    }(std::make_index_sequence<Count>{});
}

/// The network of these layers. Behind others, it says what it takes: the layers may not know.
template <class Network, std::size_t First, class Layers> struct network_of_layers;
template <class Network, class... Layers> struct network_of_layers<Network, 0, layer_list<Layers...>> {
    using type = typename Network::template with_layers<Layers...>;
};
template <class Network, std::size_t First, class... Layers>
struct network_of_layers<Network, First, layer_list<Layers...>> {
    static constexpr extent offered = Network::given_by(First - 1);
    using type = basic_network<typename Network::stored, typename description_of<offered>::type, Layers...>;
};

/// The type of layers `First` … `Last` − 1, and they with their numbers.
template <class Network, std::size_t First, std::size_t Last>
using type_of_part =
    typename network_of_layers<Network, First, decltype(layers_from<Network, First, Last - First>())>::type;
template <std::size_t First, std::size_t Last, class Network>
[[nodiscard]] constexpr type_of_part<Network, First, Last> part_of(const Network& net) noexcept {
    type_of_part<Network, First, Last> part;
    [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
        (part.template layer<K>().copy(net.template layer<First + K>()), ...);
    }(std::make_index_sequence<Last - First>{});
    return part;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_PART_OF_HPP
