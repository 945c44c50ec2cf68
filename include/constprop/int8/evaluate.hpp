#ifndef CONSTPROP_INT8_EVALUATE_HPP
#define CONSTPROP_INT8_EVALUATE_HPP

#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/training/evaluate.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET {

/// The class that an int8 network names for an input: scalars, int8 or uint8.
template <class Network, class Scales, class Input = detail::braced_input<Network>>
[[nodiscard]] constexpr std::size_t classify(const int8_network<Network, Scales>& net, const Input& x) noexcept {
    using traits = detail::array_traits<Input>;
    if constexpr (detail::is_input_for<Network, Input>) {
        return predicted_class<Network>(net(detail::as_array(x)));
    } else if constexpr (traits::is_array) {
        using element = typename traits::element;
        if constexpr (std::is_same_v<element, std::uint8_t> && traits::size == Network::input_size) {
            typename int8_network<Network, Scales>::int8_input q{};
            for (std::size_t k = 0; k < q.size(); ++k) q[k] = static_cast<std::int8_t>(std::data(x)[k] ^ 0x80U);
            return classify(net, q);
        } else if constexpr (std::is_same_v<element, std::int8_t> && traits::size == Network::input_size) {
            return predicted_class<Network>(net.dequantize_output(net(x)));
        } else {
            return detail::reject_int8_input<int8_network<Network, Scales>, Input>(), std::size_t{0};
        }
    } else {
        return detail::reject_int8_input<int8_network<Network, Scales>, Input>(), std::size_t{0};
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_EVALUATE_HPP
