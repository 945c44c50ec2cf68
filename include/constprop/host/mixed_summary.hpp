#ifndef CONSTPROP_HOST_MIXED_SUMMARY_HPP
#define CONSTPROP_HOST_MIXED_SUMMARY_HPP

#include <constprop/host/int8_summary.hpp>
#include <constprop/host/summary.hpp>
#include <constprop/int8/footprint.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

template <class Scalar, class... Layers>
std::string summary_of_part(const basic_network<Scalar, Layers...>& /*net*/, const std::string& layers) {
    return layers + ", in floats\n" + std::string(summary<basic_network<Scalar, Layers...>>());
}
template <class Network, class Scales>
std::string summary_of_part(const int8_network<Network, Scales>& net, const std::string& layers) {
    return layers + ", in integers\n" + summary(net);
}

}  // namespace detail

/// The tables of a mixed network's parts, one after the other, and the totals.
///
///     std::cout << summary(quantize(net, samples, float_last<1>{}));
template <class... Networks> [[nodiscard]] std::string summary(const mixed_network<Networks...>& net) {
    using network = mixed_network<Networks...>;
    using all = footprint<network>;
    std::string text = [&]<std::size_t... Part>(std::index_sequence<Part...>) {
        return (detail::summary_of_part(net.template part<Part>(),
                                        "Layers " + std::to_string(network::layers_before(Part)) + " to " +
                                            std::to_string(network::layers_before(Part + 1) - 1)) +
                ...);
    }(std::index_sequence_for<Networks...>{});
    return text + "All layers: " + std::to_string(all::multiply_accumulates) + " multiply-adds, " +
           std::to_string(all::parameter_bytes) + " bytes of parameters, " + std::to_string(all::inference_bytes) +
           " bytes of values between layers.\n";
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_MIXED_SUMMARY_HPP
