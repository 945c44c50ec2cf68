#ifndef CONSTPROP_INT8_REPORT_HPP
#define CONSTPROP_INT8_REPORT_HPP

#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/quantize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/log.hpp>

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

    template <class Scalar, std::size_t Size>
    constexpr void add(const std::array<Scalar, Size>& exact, const std::array<std::int8_t, Size>& integers,
                       const quantization& gives) noexcept {
        for (std::size_t k = 0; k < Size; ++k) {
            const auto x = static_cast<float>(exact[k]), off = x - dequantize_value(integers[k], gives);
            const float size = x < 0 ? -x : x, size_of_off = off < 0 ? -off : off;
            signal += static_cast<double>(x) * static_cast<double>(x);
            noise += static_cast<double>(off) * static_cast<double>(off);
            greatest_value = size > greatest_value ? size : greatest_value;
            greatest_difference = size_of_off > greatest_difference ? size_of_off : greatest_difference;
        }
    }
    [[nodiscard]] constexpr quantized_layer result() const noexcept {
        constexpr double decibels = 4.342944819032518;  // 10 / ln 10
        const double ratio = noise > 0 ? decibels * math::log(signal / noise) : std::numeric_limits<double>::infinity();
        return {ratio, greatest_difference, greatest_value};
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET {

/// What quantization costs, layer by layer, on samples that may be others than those that it was made with.
///
///     constexpr auto report = report_quantization(net, small, samples);
///     static_assert(report.output().signal_to_noise > 30);
///
/// Cost:        two forward passes a sample, or a step of one that is a sequence
/// Rejects:     samples of another type
template <class Network, class Scales, class Samples>
[[nodiscard]] constexpr quantization_report<Network> report_quantization(const Network& net,
                                                                         const int8_network<Network, Scales>& small_net,
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
        [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
            std::array<int8::difference, sizeof...(K)> found_{};
            const auto* const x_ = std::data(samples);
            for (std::size_t n_ = 0; n_ < std::size(samples); ++n_) {
                typename Network::state_type state_{};
                typename int8_network<Network, Scales>::state_type small_state_{};
                int8::for_each_step(x_[n_], [&](const auto& step_) noexcept {
                    const auto exact_ = net.trace(step_, state_);
                    const auto integers_ = small_net.trace(small_net.quantize_input(step_), small_state_);
                    (found_[K].add(exact_.template output<int8::last_fused<Network, K>()>(),
                                   integers_.template output<K>(), small_net.template gives<K>()),
                     ...);
                });
            }
            ((report.layers[K] = found_[K].result()), ...);
        }(std::make_index_sequence<Network::layer_count>{});
    }
    return report;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_REPORT_HPP
