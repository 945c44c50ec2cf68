#ifndef CONSTPROP_DEPLOY_FOR_INFERENCE_HPP
#define CONSTPROP_DEPLOY_FOR_INFERENCE_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/deploy/atoms.hpp>
#include <constprop/deploy/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// The pieces of a whole network: each of its layers has its own numbers.
template <class Network, class Positions = std::make_index_sequence<Network::layer_count>> struct deployment;
template <class Network, std::size_t... Position> struct deployment<Network, std::index_sequence<Position...>> {
    using atoms =
        typename joined_lists<typename atoms_of_layer<Network::taken_by(Position), Position, 0, 0,
                                                      typename Network::template layer_type<Position>>::type...>::type;
    using pieces = typename pieces_of<atoms>::type;

    template <class List> struct network_of {
        using type = typename Network::template with_layers<identity>;
    };
    template <class First, class... Rest> struct network_of<layer_list<First, Rest...>> {
        using type = typename Network::template with_layers<typename First::layer, typename Rest::layer...>;
    };
    using type = typename network_of<pieces>::type;
};

/// Writes the numbers of each layer of a deployed network.
template <class Network, class Deployed, class... Pieces, std::size_t... Position>
constexpr void deploy(const Network& net, Deployed& to, layer_list<Pieces...> /*all*/,
                      std::index_sequence<Position...> /*each*/) noexcept {
    (Pieces::write(
         net,
         numbers_from<std::remove_reference_t<decltype(to.template layer<Position>())>>{to.template layer<Position>()}),
     ...);
}
template <class Network, class Deployed, class... Pieces>
constexpr void deploy(const Network& net, Deployed& to, layer_list<Pieces...> all) noexcept {
    deploy(net, to, all, std::index_sequence_for<Pieces...>{});
}

}  // namespace detail

/// The type of the network that `for_inference` makes of a trained network.
template <class Network> using inference_network = typename detail::deployment<Network>::type;

/// A trained network for deployment: the same function, within rounding errors, without parts that only training needs.
///
///     cp::fit(noisy, …)                     linear<2, 16>, batch_norm, relu, dropout<…>, linear<16, 2>
///     const auto net = cp::for_inference(trained);     // linear<2, 16>, relu, linear<16, 2>
///
/// Batch normalization is folded into the linear layer or convolution right before it, or right after it if there is no
/// padding in between, also behind `flatten`. Elsewhere it becomes a `scale` of a vector, or a `channel_scale`. Dropout and
/// identities are removed, chains within chains are flattened, and branches are deployed as well. Frozen layers stay as they
/// are: `thaw` first.
///
/// Memory:      the deployed network, by value
template <class Network>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto for_inference(const Network& net) noexcept {
    if constexpr (Network::layer_count == 0) {
        return net;
    } else {
        return detail::made_in_scalar(net, [](const auto& of_) noexcept {
            using deployment_ = detail::deployment<std::remove_cvref_t<decltype(of_)>>;
            typename deployment_::type to_;
            detail::deploy(of_, to_, typename deployment_::pieces{});
            return to_;
        });
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_FOR_INFERENCE_HPP
