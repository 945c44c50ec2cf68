#ifndef CONSTPROP_INT8_EVALUATE_HPP
#define CONSTPROP_INT8_EVALUATE_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/reject_input.hpp>
#include <constprop/int8/scalars_from.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/training/evaluate.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET {

/// The class that an int8 network names for an input: scalars, int8 or uint8.
template <class Network, class Scales, class Input = detail::braced_input<Network>>
requires(!detail::is_sequence<Input>)
[[nodiscard]] constexpr std::size_t classify(const int8_network<Network, Scales>& net, const Input& x) noexcept {
    using network = int8_network<Network, Scales>;
    if constexpr (int8::takes_row<network, Input>()) return predicted_class<Network>(int8::scalars_from(net, x));
    else return detail::reject_int8_input<network, Input>(), std::size_t{0};
}

/// The same of a mixed network, whose first part says what it takes.
template <class... Networks, class Input = detail::braced_input<mixed_network<Networks...>>>
requires(int8::takes_row<typename mixed_network<Networks...>::first_part, Input>() &&
         !detail::is_input_for<mixed_network<Networks...>, Input>)
[[nodiscard]] constexpr std::size_t classify(const mixed_network<Networks...>& net, const Input& x) noexcept {
    return predicted_class<mixed_network<Networks...>>(net(x));
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_EVALUATE_HPP
