#ifndef CONSTPROP_DEPLOY_PRUNE_UNITS_HPP
#define CONSTPROP_DEPLOY_PRUNE_UNITS_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/deploy/channels.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {

/// Keeps only the strongest `Count` units of linear layer `Layer`, or output channels of convolution `Layer`.
template <std::size_t Layer, std::size_t Count> struct keep_units {};

namespace detail {

/// The weights of layer `Reader` that read units of layer `Layer`: outputs × units × slice in the outside order. A convolution
/// reads a channel with a weight for each tap, a linear layer behind `flatten` with one for each position.
template <class Network, std::size_t Layer, std::size_t Reader> struct reading {
    static constexpr std::size_t units = Network::given_by(Layer).channels,
                                 outputs = Network::given_by(Reader).channels,
                                 weights = Network::shape_of(Reader).weights, slice = weights / units / outputs;

    [[nodiscard]] static constexpr std::size_t at(std::size_t output, std::size_t unit, std::size_t k) noexcept {
        return (output * units + unit) * slice + k;
    }
};

/// What layer `Reader` reads of a unit if layer `Layer` gives z for it at all positions: z, through the activations in between.
template <class Network, std::size_t Layer, std::size_t Reader, class T> constexpr T passed_on(T z) noexcept {
    if constexpr (Layer + 1 == Reader) {
        return z;
    } else {
        using layer = typename Network::template layer_type<Layer + 1>;
        if constexpr (is_elementwise<layer>) z = layer::value(z);
        return passed_on<Network, Layer + 1, Reader>(z);
    }
}

/// The product of the squared lengths of a unit's weights and gains in the layer that makes it, or that passes it on.
template <class T, class Stage>
constexpr T strength_in(const Stage& stage, std::size_t unit, std::size_t units) noexcept {
    T product = T(1);
    std::size_t first = 0;
    for (const tensor& one : Stage::tensors) {
        const std::size_t slice = one.size() / units;
        T sum = T(0);
        for (std::size_t k = 0; k < slice && one.is_trained(); ++k) {
            const T weight = static_cast<T>(stage.parameter(first + unit * slice + k));
            sum = sum + weight * weight;
        }
        if (slice > 0 && (one.as == role::weight || one.as == role::gain)) product = product * sum;
        if (one.is_trained()) first += one.size();
    }
    return product;
}

/// The squared strength of a unit. For floats it is computed in double, so that it does not overflow.
template <std::size_t Layer, std::size_t Reader, class Network>
constexpr auto strength_of_unit(const Network& net, std::size_t unit) noexcept {
    using T = std::conditional_t<std::is_same_v<typename Network::scalar, float>, double, typename Network::scalar>;
    using weights = reading<Network, Layer, Reader>;
    T product = T(1), read = T(0);
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) noexcept {
        constexpr std::size_t at_ = std::remove_cvref_t<decltype(stage_)>::index;
        if constexpr (Layer <= at_ && at_ < Reader) product = product * strength_in<T>(stage_, unit, weights::units);
    });
    for (std::size_t o = 0; o < weights::outputs; ++o)
        for (std::size_t k = 0; k < weights::slice; ++k) {
            const T weight = static_cast<T>(net.template layer<Reader>().parameter(weights::at(o, unit, k)));
            read = read + weight * weight;
        }
    return product * read;
}

/// The units to keep, in their order: the strongest; among equal ones, the first.
template <std::size_t Layer, std::size_t Reader, std::size_t Count, class Network>
constexpr std::array<std::size_t, Count> strongest_units(const Network& net) noexcept {
    constexpr std::size_t units = reading<Network, Layer, Reader>::units;
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

/// Copies the kept units' numbers of a layer that makes units, or that passes them on.
template <class From, class To, std::size_t Count>
constexpr void copy_units(const From& from, To& to, const std::array<std::size_t, Count>& kept,
                          std::size_t units) noexcept {
    std::size_t parameter = 0, statistic = 0, next_parameter = 0, next_statistic = 0;
    for (const tensor& one : From::tensors) {
        const std::size_t slice = one.size() / units;
        for (const std::size_t unit : kept)
            for (std::size_t k = unit * slice; k < (unit + 1) * slice; ++k) {
                if (one.is_trained()) to.parameter(next_parameter++) = from.parameter(parameter + k);
                else to.statistics()[next_statistic++] = from.statistics()[statistic + k];
            }
        (one.is_trained() ? parameter : statistic) += one.size();
    }
}

/// Copies the weights that read the kept units, and the biases. Adds to these what units without weights say, if nothing
/// with numbers of its own stands in between.
template <std::size_t Layer, std::size_t Reader, class Network, class To, std::size_t Count>
constexpr void copy_reader(const Network& net, To& to, const std::array<std::size_t, Count>& kept) noexcept {
    using T = typename Network::scalar;
    using before = reading<Network, Layer, Reader>;
    using after = reading<typename with_units<Network, Layer, Reader, Count>::type, Layer, Reader>;
    const auto& maker = net.template layer<Layer>();
    const auto& from = net.template layer<Reader>();
    constexpr std::size_t inputs = Network::shape_of(Layer).weights / before::units;
    for (std::size_t o = 0; o < before::outputs; ++o)
        for (std::size_t u = 0; u < Count; ++u)
            for (std::size_t k = 0; k < before::slice; ++k)
                to.parameter(after::at(o, u, k)) = from.parameter(before::at(o, kept[u], k));
    if constexpr (Network::shape_of(Reader).biases > 0) {
        for (std::size_t o = 0; o < before::outputs; ++o)
            to.parameter(after::weights + o) = from.parameter(before::weights + o);
        if constexpr (passes_constants<Network, Layer, Reader>()) {
            for (std::size_t u = 0, next = 0; u < before::units; ++u) {
                bool constant = true;
                for (std::size_t i = 0; i < inputs; ++i) constant &= maker.parameter(u * inputs + i) == T(0);
                if (next < Count && kept[next] == u) ++next;
                else if (constant) {
                    T bias = T(0);
                    if constexpr (Network::shape_of(Layer).biases > 0)
                        bias = maker.parameter(Network::shape_of(Layer).weights + u);
                    const T value = passed_on<Network, Layer, Reader>(bias);
                    for (std::size_t o = 0; o < before::outputs; ++o)
                        for (std::size_t k = 0; k < before::slice; ++k)
                            if (const T weight = from.parameter(before::at(o, u, k)); weight != T(0))
                                to.parameter(after::weights + o) = to.parameter(after::weights + o) + weight * value;
                }
            }
        }
    }
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
        if constexpr (!has_units<layer> || reader_of<Network, Layer>() == 0)
            static_assert(
                errors::layer_has_it<typename errors::layer<Layer, layer>::has_no_units_that_another_layer_reads>,
                "Units are taken out of a linear layer, and channels out of a convolution, that another one reads. "
                "What stands in between must work on each channel by itself.");
        else
            static_assert(errors::layer_has_it<typename errors::layer<Layer, layer>::template has_units<
                              Network::given_by(Layer).channels>::template but_kept_are<Count>>,
                          "Keep at least one unit, and at most as many as the layer has.");
    }
}
template <class Network, std::size_t Layer, std::size_t Count> constexpr bool can_keep_units() noexcept {
    if constexpr (Layer >= Network::layer_count) return false;
    else if constexpr (!has_units<typename Network::template layer_type<Layer>>) return false;
    else return reader_of<Network, Layer>() != 0 && Count > 0 && Count <= Network::given_by(Layer).channels;
}

/// The network without the units of a layer that are not among the strongest.
template <std::size_t Layer, std::size_t Count, class Network>
constexpr auto with_strongest_units(const Network& net) noexcept {
    constexpr std::size_t reader = reader_of<Network, Layer>(), units = Network::given_by(Layer).channels;
    const auto kept = strongest_units<Layer, reader, Count>(net);
    typename with_units<Network, Layer, reader, Count>::type result;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) noexcept {
        constexpr std::size_t at_ = std::remove_cvref_t<decltype(stage_)>::index;
        auto& to_ = result.template layer<at_>();
        if constexpr (at_ == reader) copy_reader<Layer, reader>(net, to_, kept);
        else if constexpr (Layer <= at_ && at_ < reader) copy_units(stage_, to_, kept, units);
        else to_.copy(stage_);
    });
    return result;
}

}  // namespace detail

/// The network without the weakest units of a hidden linear layer, or the weakest channels of a convolution: a smaller type.
///
///     const auto small = prune(net, keep_units<0, 16>{});     // network<linear<64, 32>, relu, linear<32, 10>>
///                                                             // becomes network<linear<64, 16>, relu, linear<16, 10>>
///
/// Between the layer and the linear layer or convolution that reads its units may stand what works on each channel by itself:
/// activations, pools, `flatten`, dropout, batch normalization, depthwise convolutions. A unit's strength is the product of the
/// lengths of its weights, of the weights that read it, and of its weights and gains in between.
///
/// The output of a unit without weights, f(bias), is a constant. If only activations, pools, `flatten` and dropout stand in
/// between, it is added to the biases of the layer that reads it. So the removal of such units, and of units that nothing
/// reads, changes the network's function only by rounding, except where that layer's windows reach into padding, or if it has
/// no bias.
///
/// Rejects:     a layer without units that another layer reads, such as one whose outputs are added to those of a branch; a
///              Count above the number of units; a Count of 0
/// Source:      Li et al., Pruning Filters for Efficient ConvNets, 2017
template <class Network, std::size_t Layer, std::size_t Count>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto prune(const Network& net, keep_units<Layer, Count> /*by*/) noexcept {
    if constexpr (!detail::can_keep_units<Network, Layer, Count>()) {
        detail::reject_units<Network, Layer, Count>();
        return net;
    } else {
        return detail::made_in_scalar(
            net, [](const auto& of_) noexcept { return detail::with_strongest_units<Layer, Count>(of_); });
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_PRUNE_UNITS_HPP
