#ifndef CONSTPROP_DEPLOY_PRUNE_UNITS_HPP
#define CONSTPROP_DEPLOY_PRUNE_UNITS_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/deploy/connections.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

/// Keeps only the strongest `Count` units of linear layer `Layer`.
template <std::size_t Layer, std::size_t Count> struct keep_units {};

namespace detail {

/// The linear layer that reads the units of linear layer `Layer`, with only activations in between; 0 if there is none.
template <class Network, std::size_t Layer, std::size_t At = Layer + 1> constexpr std::size_t reader_of() noexcept {
    if constexpr (At < Network::layer_count) {
        using layer = typename Network::template layer_type<At>;
        if constexpr (is_linear<layer>) return At;
        else if constexpr (is_elementwise<layer>) return reader_of<Network, Layer, At + 1>();
        else return 0;
    } else {
        return 0;
    }
}

/// The network's type with other sizes for two of its layers.
template <class Network, std::size_t Layer, std::size_t Reader, std::size_t Units> struct with_units {
    template <std::size_t Position> static constexpr auto layer_at() noexcept {
        using layer = typename Network::template layer_type<Position>;
        constexpr layer_shape shape = Network::shape_of(Position);
        if constexpr (Position == Layer)
            return std::type_identity<typename resized<layer, shape.inputs, Units>::type>{};
        else if constexpr (Position == Reader)
            return std::type_identity<typename resized<layer, Units, shape.outputs>::type>{};
        else return std::type_identity<layer>{};
    }
    template <std::size_t... Position> static constexpr auto all(std::index_sequence<Position...>) noexcept {
        return std::type_identity<
            typename Network::template with_layers<typename decltype(layer_at<Position>())::type...>>{};
    }
    using type = typename decltype(all(std::make_index_sequence<Network::layer_count>{}))::type;
};

/// f(z), the composition of the activations between two layers.
template <class Network, std::size_t Layer, std::size_t Reader, class T> constexpr T activated(T z) noexcept {
    if constexpr (Layer + 1 == Reader) return z;
    else return activated<Network, Layer + 1, Reader>(Network::template layer_type<Layer + 1>::value(z));
}

/// The squared strength of a unit: the squared length of its weights times that of the weights that read it. For floats it
/// is computed in double, so that it does not overflow.
template <std::size_t Layer, std::size_t Reader, class Network>
constexpr auto strength_of_unit(const Network& net, std::size_t unit) noexcept {
    using T = std::conditional_t<std::is_same_v<typename Network::scalar, float>, double, typename Network::scalar>;
    T in = T(0), out = T(0);
    for (std::size_t i = 0; i < Network::shape_of(Layer).inputs; ++i) {
        const T weight = static_cast<T>(net.template layer<Layer>().weight(unit, i));
        in = in + weight * weight;
    }
    for (std::size_t o = 0; o < Network::shape_of(Reader).outputs; ++o) {
        const T weight = static_cast<T>(net.template layer<Reader>().weight(o, unit));
        out = out + weight * weight;
    }
    return in * out;
}

/// The units to keep, in their order: the strongest; among equal ones, the first.
template <std::size_t Layer, std::size_t Reader, std::size_t Count, class Network>
constexpr std::array<std::size_t, Count> strongest_units(const Network& net) noexcept {
    constexpr std::size_t units = Network::shape_of(Layer).outputs;
    std::array<decltype(strength_of_unit<Layer, Reader>(net, 0)), units> strength{};
    for (std::size_t u = 0; u < units; ++u) strength[u] = strength_of_unit<Layer, Reader>(net, u);
    std::array<std::size_t, Count> kept{};
    std::size_t count = 0;
    for (std::size_t u = 0; u < units; ++u) {
        std::size_t stronger = 0;
        for (std::size_t v = 0; v < units; ++v)
            if (strength[v] > strength[u] || (v < u && strength[v] == strength[u])) ++stronger;
        if (stronger < Count && count < Count) kept[count++] = u;  // with NaN, more than Count may count as strongest
    }
    return kept;
}

template <std::size_t Inputs, class T, class Stage>
constexpr bool is_constant_unit(const Stage& stage, std::size_t unit) noexcept {
    for (std::size_t i = 0; i < Inputs; ++i)
        if (stage.weight(unit, i) != T(0)) return false;
    return true;
}

/// Copies the numbers of all layers except the two whose sizes differ.
template <std::size_t Layer, std::size_t Reader, class From, class To>
constexpr void copy_other_layers(const From& from, To& to) noexcept {
    boost::hana::for_each(from.all_stages(), [&](const auto& stage_) noexcept {
        using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
        constexpr std::size_t at_ = stage_type_::index;
        if constexpr (at_ != Layer && at_ != Reader) to.template layer<at_>().copy(stage_);
    });
}

template <class Network, std::size_t Layer, std::size_t Count> constexpr void reject_units() noexcept {
    if constexpr (Network::layer_count == 0) {
        // The error of a broken network has been reported.
    } else if constexpr (Layer >= Network::layer_count) {
        static_assert(errors::layer_exists<
                          typename errors::network_with_layers<Network::layer_count>::template has_no_layer<Layer>>,
                      "Layers are counted from 0, activations included.");
    } else {
        using layer = typename Network::template layer_type<Layer>;
        if constexpr (!is_linear<layer> || reader_of<Network, Layer>() == 0)
            static_assert(
                errors::layer_has_it<
                    typename errors::layer<Layer, layer>::has_no_units_that_another_linear_layer_reads>,
                "Units can be taken out of a linear layer that another one reads, with nothing but activations between "
                "them.");
        else
            static_assert(errors::layer_has_it<typename errors::layer<Layer, layer>::template has_units<
                              Network::shape_of(Layer).outputs>::template but_kept_are<Count>>,
                          "Keep at least one unit, and at most as many as the layer has.");
    }
}
template <class Network, std::size_t Layer, std::size_t Count> constexpr bool can_keep_units() noexcept {
    if constexpr (Layer >= Network::layer_count) return false;
    else if constexpr (!is_linear<typename Network::template layer_type<Layer>>) return false;
    else return reader_of<Network, Layer>() != 0 && Count > 0 && Count <= Network::shape_of(Layer).outputs;
}

}  // namespace detail

/// The network without the weakest units of a hidden layer: a smaller type.
///
///     const auto small = prune(net, keep_units<0, 16>{});     // network<linear<64, 32>, relu, linear<32, 10>>
///                                                             // becomes network<linear<64, 16>, relu, linear<16, 10>>
///
/// A unit's strength is the length of its weights times the length of the weights that read it. The output of a unit without
/// connections, f(bias), is a constant, which is added to the biases of the layer that reads it. So the removal of such
/// units, and of units that nothing reads, changes the network's function only by rounding.
///
/// Rejects:     a layer that is not linear, or that no linear layer reads; a Count above the number of units; a Count of 0
template <class Network, std::size_t Layer, std::size_t Count>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto prune(const Network& net, keep_units<Layer, Count> /*by*/) noexcept {
    if constexpr (!detail::can_keep_units<Network, Layer, Count>()) {
        detail::reject_units<Network, Layer, Count>();
        return net;
    } else {
        using T = typename Network::scalar;
        constexpr std::size_t reader = detail::reader_of<Network, Layer>(), units = Network::shape_of(Layer).outputs,
                              inputs = Network::shape_of(Layer).inputs, outputs = Network::shape_of(reader).outputs;
        const auto kept = detail::strongest_units<Layer, reader, Count>(net);

        typename detail::with_units<Network, Layer, reader, Count>::type result;
        detail::copy_other_layers<Layer, reader>(net, result);
        const auto& from = net.template layer<Layer>();
        const auto& read = net.template layer<reader>();
        auto& to = result.template layer<Layer>();
        auto& reads = result.template layer<reader>();
        for (std::size_t o = 0; o < outputs; ++o) reads.bias(o) = read.bias(o);

        std::size_t k = 0;
        for (std::size_t u = 0; u < units; ++u) {
            if (k < Count && kept[k] == u) {
                for (std::size_t i = 0; i < inputs; ++i) to.weight(k, i) = from.weight(u, i);
                to.bias(k) = from.bias(u);
                for (std::size_t o = 0; o < outputs; ++o) reads.weight(o, k) = read.weight(o, u);
                ++k;
            } else if (detail::is_constant_unit<inputs, T>(from, u)) {
                const T value = detail::activated<Network, Layer, reader>(from.bias(u));
                for (std::size_t o = 0; o < outputs; ++o)
                    if (read.weight(o, u) != T(0)) reads.bias(o) = reads.bias(o) + read.weight(o, u) * value;
            }
        }
        return result;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_PRUNE_UNITS_HPP
