#ifndef CONSTPROP_HOST_INT8_SUMMARY_HPP
#define CONSTPROP_HOST_INT8_SUMMARY_HPP

#include <constprop/host/quantization_text.hpp>
#include <constprop/host/summary.hpp>
#include <constprop/int8/footprint.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The least and the greatest scale of a layer's weights: from steps of the sums, factor · what it gives / what it takes.
template <class Stage> std::string scales_text(const Stage& stage, const quantization& takes) {
    if constexpr (requires { stage.by; }) {
        const double ratio = static_cast<double>(stage.gives.scale) / static_cast<double>(takes.scale);
        double least = 0, greatest = 0;
        for (std::size_t s = 0; s < Stage::scales; ++s) {
            const double scale = int8::value_of(stage.by[s]) * ratio;
            least = s == 0 || scale < least ? scale : least;
            greatest = scale > greatest ? scale : greatest;
        }
        char text[64];
        std::snprintf(text, sizeof text, Stage::scales == 1 ? "%.4g" : "%.4g .. %.4g", least, greatest);
        return text;
    } else {
        return "";
    }
}

template <std::size_t K, class Network, class Scales> std::string int8_row(const int8_network<Network, Scales>& net) {
    quantization takes = net.takes();
    if constexpr (K > 0) takes = net.template gives<K - 1>();
    const quantization& gives = net.template gives<K>();
    const auto number = [](std::size_t value_) {
        std::string text_ = std::to_string(value_);
        for (std::size_t at_ = text_.size(); at_ > 3; at_ -= 3) text_.insert(at_ - 3, ",");
        return text_;
    };
    char columns[160];
    std::snprintf(columns, sizeof columns, "  %8s  %13s  %10s  %10.4g  %10d  %s\n",
                  number(Network::given_by(K).size()).c_str(),
                  number(Network::shape_of(K).multiply_accumulates).c_str(),
                  number(int8_network<Network, Scales>::template form<K>::parameter_bytes).c_str(),
                  static_cast<double>(gives.scale), static_cast<int>(gives.zero_point),
                  scales_text(net.template layer<K>(), takes).c_str());
    std::string row = columns;
    while (row.size() > 1 && row[row.size() - 2] == ' ') row.erase(row.size() - 2, 1);
    return row;
}

}  // namespace detail

/// A table of the layers of a network of integers: how many values each gives, its multiply-adds, the bytes of its integers, what
/// the values stand for, scale · (q − zero point), and the scale of its weights, or the least and the greatest.
///
///     std::cout << summary(quantize(net, samples));
template <class Network, class Scales> [[nodiscard]] std::string summary(const int8_network<Network, Scales>& net) {
    using all = footprint<int8_network<Network, Scales>>;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        const std::array<std::string_view, sizeof...(K)> names_{text_by<detail::name_of_layer<Network, K>>.view()...};
        std::size_t width_ = 5;
        for (const std::string_view name_ : names_) width_ = name_.size() > width_ ? name_.size() : width_;
        const auto first_ = [&](std::string_view text_) {
            return std::string(text_) + std::string(width_ - text_.size(), ' ');
        };
        std::string table_ =
            first_("Layer") + "   Outputs  Multiply-adds       Bytes       Scale  Zero point  Scale of weights\n";
        ((table_ += first_(names_[K]) + detail::int8_row<K>(net)), ...);
        return table_ + "Input: scale " +
               [&] {
                   char text_[64];
                   std::snprintf(text_, sizeof text_, "%.4g, zero point %d", static_cast<double>(net.takes().scale),
                                 static_cast<int>(net.takes().zero_point));
                   return std::string(text_);
               }() +
               ". " + std::to_string(all::multiply_accumulates) + " multiply-adds, " +
               std::to_string(all::parameter_bytes) + " bytes of integers, " + std::to_string(all::inference_bytes) +
               " bytes of values between layers.\n";
    }(std::make_index_sequence<Network::layer_count>{});
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_INT8_SUMMARY_HPP
