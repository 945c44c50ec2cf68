#ifndef CONSTPROP_INT8_REJECT_INPUT_HPP
#define CONSTPROP_INT8_REJECT_INPUT_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Says why `Input` is none of an int8 network's.
template <class Network, class Input> constexpr void reject_int8_input() noexcept {
    using traits = array_traits<Input>;
    if constexpr (Network::layer_count == 0) {
        return;
    } else if constexpr (!traits::is_array) {
        static_assert(
            errors::int8_input_fits<typename errors::type<Input>::is_no_input>,
            "An input of an int8 network is a std::array, a C array or a braced list; a batch is a std::array "
            "of inputs.");
    } else {
        using element = typename traits::element;
        using scalar = typename Network::scalar;
        if constexpr (array_traits<element>::is_array) {
            reject_int8_input<Network, element>();
        } else if constexpr (std::is_same_v<element, std::int8_t> || std::is_same_v<element, std::uint8_t> ||
                             std::is_same_v<element, scalar>) {
            using due = errors::network_with_inputs<Network::input_size>;
            using sentence = typename due::template but_input_has<traits::size>;
            static_assert(errors::int8_input_fits<sentence>,
                          "An input has as many values as the network's first layer takes. Give that many: nothing is "
                          "cut off or filled up with zeros.");
        } else {
            using sentence = typename errors::network_of<std::int8_t>::template but_input_holds<element>;
            static_assert(errors::int8_input_fits<sentence>,
                          "An int8 network takes std::int8_t, std::uint8_t, or the scalar of the network that it was "
                          "made from. Convert the values.");
        }
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_INT8_REJECT_INPUT_HPP
