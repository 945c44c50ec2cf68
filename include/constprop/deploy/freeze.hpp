#ifndef CONSTPROP_DEPLOY_FREEZE_HPP
#define CONSTPROP_DEPLOY_FREEZE_HPP

#include <constprop/deploy/constant.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/frozen.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// The layer at a position: frozen, if it has parameters or statistics and comes before `First`.
template <const auto& Net, std::size_t First, std::size_t Position> constexpr auto layer_or_frozen() noexcept {
    using network = std::remove_cvref_t<decltype(Net)>;
    constexpr std::size_t numbers = network::shape_of(Position).parameters() + network::statistics_of(Position);
    if constexpr (Position < First && numbers > 0) return std::type_identity<frozen<Net, Position>>{};
    else return std::type_identity<typename network::template layer_type<Position>>{};
}

template <const auto& Net, std::size_t First, class Positions> struct partly_frozen;
template <const auto& Net, std::size_t First, std::size_t... Position>
struct partly_frozen<Net, First, std::index_sequence<Position...>> {
    using network = std::remove_cvref_t<decltype(Net)>;
    // What learns, learns in the scalar in which the constant computes, however its parameters are stored.
    using type = with_scalar<
        typename network::scalar,
        typename network::template with_layers<typename decltype(layer_or_frozen<Net, First, Position>())::type...>>;
};

/// The original of a frozen layer.
template <class Layer> struct thawed_layer {
    using type = Layer;
};
template <const auto& Net, std::size_t Position> struct thawed_layer<frozen<Net, Position>> {
    using type = typename frozen<Net, Position>::original;
};
template <class Network> struct thawed_network;
template <class Scalar, class... Layers> struct thawed_network<basic_network<Scalar, Layers...>> {
    using type = basic_network<Scalar, typename thawed_layer<Layers>::type...>;
};

template <class Stage> struct frozen_stage {
    static constexpr bool value = false;
};
template <std::size_t At, const auto& Net, std::size_t Position, class Scalar, extent Input>
struct frozen_stage<stage<At, frozen<Net, Position>, Scalar, Input>> {
    static constexpr bool value = true;
    static constexpr const auto& original() noexcept { return Net.template layer<Position>(); }
};

}  // namespace detail

/// A constant network of which only the layers from `First` on learn. The layers before are `frozen`; the layers from it on
/// start with the constant's parameters.
///
///     constexpr model trained = …;                     // of static storage, in flash
///     auto net = cp::freeze_before<trained, 2>();      // the last layer's parameters, in RAM
///     cp::train_step(net, optimizer, cp::cross_entropy{}, x, y);
///     const model whole = cp::thaw(net);
///
/// RAM:         `footprint<decltype(net)>` counts what is not frozen
/// Rejects:     a `Net` that is no constant network; a layer that does not exist
template <const auto& Net, std::size_t First> [[nodiscard]] constexpr auto freeze_before() noexcept {
    using network = std::remove_cvref_t<decltype(detail::checked_constant<Net>())>;
    if constexpr (network::layer_count == 0) {
        return network{};
    } else if constexpr (First >= network::layer_count) {
        using sentence = typename errors::network_with_layers<network::layer_count>::template has_no_layer<First>;
        static_assert(errors::layer_exists<sentence>,
                      "Layers are counted from 0, activations included. Name the first of those that are to learn.");
        return network{};
    } else {
        typename detail::partly_frozen<Net, First, std::make_index_sequence<network::layer_count>>::type net;
        boost::hana::for_each(net.all_stages(), [](auto& stage_) noexcept {
            using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
            if constexpr (!detail::frozen_stage<stage_type_>::value)
                stage_.copy(Net.template layer<stage_type_::index>());
        });
        return net;
    }
}

/// The network with all parameters, frozen or not, as variables: to save it, make it a constant again, or train all of it.
template <class Network>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto thaw(const Network& net) noexcept {
    typename detail::thawed_network<Network>::type whole;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) noexcept {
        using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
        using frozen_ = detail::frozen_stage<stage_type_>;
        auto& to_ = whole.template layer<stage_type_::index>();
        if constexpr (frozen_::value) to_.copy(frozen_::original());
        else to_.copy(stage_);
    });
    return whole;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_FREEZE_HPP
