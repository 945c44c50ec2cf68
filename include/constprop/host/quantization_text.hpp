#ifndef CONSTPROP_HOST_QUANTIZATION_TEXT_HPP
#define CONSTPROP_HOST_QUANTIZATION_TEXT_HPP

#include <constprop/host/summary.hpp>
#include <constprop/int8/report.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

template <class Network, std::size_t K> struct name_of_layer {
    template <class Out> static constexpr void write(Out& out) noexcept {
        write_summary_name<typename Network::template layer_type<K>>(out, Network::shape_of(K));
    }
};

}  // namespace detail

/// A table of the errors that quantization causes: for each layer the signal-to-noise ratio in decibels, the largest
/// difference, and the largest magnitude.
///
///     std::cout << quantization_text(report_quantization(net, small, samples));
template <class Network> [[nodiscard]] std::string quantization_text(const quantization_report<Network>& report) {
    std::array<std::string_view, Network::layer_count> names{};
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((names[K] = text_by<detail::name_of_layer<Network, K>>.view()), ...);
    }(std::make_index_sequence<Network::layer_count>{});
    std::size_t width = std::string_view{"Layer"}.size();
    for (const std::string_view name : names) width = name.size() > width ? name.size() : width;

    std::string text = "Layer" + std::string(width - 5, ' ') + "      dB  Difference       Value\n";
    for (std::size_t k = 0; k < names.size(); ++k) {
        const quantized_layer& of = report.layers[k];
        char numbers[64];
        std::snprintf(numbers, sizeof numbers, "  %6.1f  %10.4g  %10.4g\n", of.signal_to_noise,
                      static_cast<double>(of.greatest_difference), static_cast<double>(of.greatest_value));
        text += std::string(names[k]) + std::string(width - names[k].size(), ' ') + numbers;
    }
    return text;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_QUANTIZATION_TEXT_HPP
