#ifndef CONSTPROP_INT8_REPORT_HPP
#define CONSTPROP_INT8_REPORT_HPP

#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/calibrate.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/quantize.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/log.hpp>
#include <constprop/network.hpp>

#include <boost/hana/at.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace constprop {

/// What integers cost at one layer: values of the network of floats against what the integers stand for.
struct CONSTPROP_TAGGED quantized_layer {
    double signal_to_noise = 0;  ///< 10 log₁₀(Σ x² / Σ (x − q)²), in decibels; infinite where there is no difference
    float greatest_difference = 0;
    float greatest_value = 0;  ///< by size, of the network of floats
};

/// The same for every layer of a network. A function that clamps for a layer before it stands with that layer: both have
/// the values after it.
template <class Network> struct CONSTPROP_TAGGED quantization_report {
    using network = Network;
    std::array<quantized_layer, Network::layer_count> layers{};

    /// The network's output.
    [[nodiscard]] constexpr const quantized_layer& output() const noexcept { return layers[Network::layer_count - 1]; }
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Sums of squares, and the greatest sizes.
struct difference {
    double signal = 0, noise = 0;
    float greatest_difference = 0, greatest_value = 0;

    constexpr void add(float exact, float computed) noexcept {
        const float off = exact - computed, size = exact < 0 ? -exact : exact, size_of_off = off < 0 ? -off : off;
        signal += static_cast<double>(exact) * static_cast<double>(exact);
        noise += static_cast<double>(off) * static_cast<double>(off);
        greatest_value = size > greatest_value ? size : greatest_value;
        greatest_difference = size_of_off > greatest_difference ? size_of_off : greatest_difference;
    }
    template <class Scalar, std::size_t Size>
    constexpr void add(const std::array<Scalar, Size>& exact, const std::array<Scalar, Size>& computed) noexcept {
        for (std::size_t k = 0; k < Size; ++k) add(static_cast<float>(exact[k]), static_cast<float>(computed[k]));
    }
    template <class Scalar, std::size_t Size>
    constexpr void add(const std::array<Scalar, Size>& exact, const std::array<std::int8_t, Size>& integers,
                       const quantization& gives) noexcept {
        for (std::size_t k = 0; k < Size; ++k) add(static_cast<float>(exact[k]), dequantize_value(integers[k], gives));
    }
    [[nodiscard]] constexpr quantized_layer result() const noexcept {
        constexpr double decibels = 4.342944819032518;  // 10 / ln 10
        const double ratio = noise > 0 ? decibels * math::log(signal / noise) : std::numeric_limits<double>::infinity();
        return {ratio, greatest_difference, greatest_value};
    }
};

/// Runs a network over an input, or the next one of a stream, and adds the differences of its layers: the first of them is layer
/// `First` of the exact trace. Gives the output.
template <std::size_t First, class Exact, class Scalar, class... Layers>
[[nodiscard]] constexpr auto compare(const Exact& exact, const basic_network<Scalar, Layers...>& net,
                                     const typename basic_network<Scalar, Layers...>::input_type& x,
                                     typename basic_network<Scalar, Layers...>::state_type& state,
                                     difference* found) noexcept {
    const auto all = net.trace(x, state);
    [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
        (found[First + K].add(exact.template output<First + K>(), all.template output<K>()), ...);
    }(std::make_index_sequence<basic_network<Scalar, Layers...>::layer_count>{});
    return all.output();
}
template <std::size_t First, class Exact, class Network, class Scales>
[[nodiscard]] constexpr auto compare(const Exact& exact, const int8_network<Network, Scales>& net,
                                     const typename Network::input_type& x,
                                     typename int8_network<Network, Scales>::state_type& state,
                                     difference* found) noexcept {
    const auto all = net.trace(net.quantize_input(x), state);
    [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
        (found[First + K].add(exact.template output<First + last_fused<Network, K>()>(), all.template output<K>(),
                              net.template gives<K>()),
         ...);
    }(std::make_index_sequence<Network::layer_count>{});
    return net.dequantize_output(all.output());
}
template <std::size_t First, class Exact, class... Networks>
[[nodiscard]] constexpr auto compare(const Exact& exact, const mixed_network<Networks...>& net,
                                     const typename mixed_network<Networks...>::input_type& x,
                                     typename mixed_network<Networks...>::state_type& state,
                                     difference* found) noexcept {
    using mixed = mixed_network<Networks...>;
    return net.fold(x, [&](const auto& part_, const auto& x_, auto at_) noexcept {
        return compare<First + mixed::layers_before(at_())>(exact, part_, x_, boost::hana::at_c<at_()>(state.parts),
                                                            found);
    });
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET {

/// What quantization costs, layer by layer, on samples that may be others than those that it was made with.
///
///     constexpr auto report = report_quantization(net, small, samples);
///     static_assert(report.output().signal_to_noise > 30);
///
/// Small:       the `int8_network` or `mixed_network` that `quantize` made of the network
/// Cost:        two forward passes a sample, or a step of one that is a sequence
/// Rejects:     samples of another type
template <class Network, class Small, class Samples>
requires(int8::has_integers<Small> && std::is_same_v<typename Small::original, Network>)
[[nodiscard]] constexpr quantization_report<Network> report_quantization(const Network& net, const Small& small_net,
                                                                         const Samples& samples) noexcept {
    quantization_report<Network> report;
    if constexpr (!detail::holds_samples<Samples>) {
        static_assert(errors::input_fits<typename errors::type<Samples>::is_no_input>,
                      "Samples come as a std::array, C array, std::span or std::vector of input_type.");
    } else if constexpr (!detail::is_sample_for<Network, detail::value_of<Samples>>) {
        static_assert(errors::input_fits<typename int8::about_sample<Network, detail::value_of<Samples>>::sentence>,
                      "Each sample is an input of the network: as many values of its scalar as its first layer takes.");
    } else if constexpr (Network::has_state && !detail::is_sequence<detail::value_of<Samples>>) {
        detail::reject_without_state<Network>();
    } else {
        std::array<int8::difference, Network::layer_count> found{};
        const auto* const x = std::data(samples);
        for (std::size_t n = 0; n < std::size(samples); ++n) {
            typename Network::state_type state{};
            typename Small::state_type small_state{};
            int8::for_each_step(x[n], [&](const auto& step_) noexcept {
                (void)int8::compare<0>(net.trace(step_, state), small_net, step_, small_state, found.data());
            });
        }
        for (std::size_t k = 0; k < found.size(); ++k) report.layers[k] = found[k].result();
    }
    return report;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_REPORT_HPP
