#ifndef CONSTPROP_INT8_SCALARS_FROM_HPP
#define CONSTPROP_INT8_SCALARS_FROM_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

/// What networks give, in scalars, whatever they take.
namespace constprop::inline CONSTPROP_TARGET::int8 {

template <class Network> inline constexpr bool is_in_integers = false;
template <class Network, class Scales> inline constexpr bool is_in_integers<int8_network<Network, Scales>> = true;

/// True for an array of `Element`, as long as a network's input.
template <class Network, class Element, class Input> [[nodiscard]] constexpr bool is_row_of() noexcept {
    using traits = detail::array_traits<Input>;
    if constexpr (traits::is_array)
        return std::is_same_v<typename traits::element, Element> && traits::size == Network::input_size;
    else return false;
}
/// True for an input of a network: scalars; or int8 and uint8, of a network of integers.
template <class Network, class Input> [[nodiscard]] constexpr bool takes_row() noexcept {
    return detail::is_input_for<Network, Input> ||
           (is_in_integers<Network> &&
            (is_row_of<Network, std::int8_t, Input>() || is_row_of<Network, std::uint8_t, Input>()));
}

/// The output for an input of one of these types; with a state, for the next one of a stream.
template <class Network, class Input, class... State>
[[nodiscard, gnu::always_inline]] constexpr typename Network::output_type scalars_from(const Network& net,
                                                                                       const Input& x,
                                                                                       State&... state) noexcept {
    if constexpr (detail::is_input_for<Network, Input>) {
        return net(detail::as_array(x), state...);
    } else if constexpr (is_row_of<Network, std::uint8_t, Input>()) {
        typename Network::int8_input q{};
        for (std::size_t k = 0; k < q.size(); ++k) q[k] = static_cast<std::int8_t>(std::data(x)[k] ^ 0x80U);
        return net.dequantize_output(net(q, state...));
    } else {
        return net.dequantize_output(net(detail::as_array(x), state...));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_SCALARS_FROM_HPP
