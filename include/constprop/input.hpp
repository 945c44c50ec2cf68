#ifndef CONSTPROP_INPUT_HPP
#define CONSTPROP_INPUT_HPP

#include <constprop/braced.hpp>
#include <constprop/errors.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// What may be given to a network: one input, or a batch of them.
namespace constprop::detail {

/// What a type is as data: an array (std or C) of `size` elements, or neither.
template <class Type> struct array_traits { static constexpr bool is_array = false; };
template <class Element, std::size_t Size> struct array_traits<std::array<Element, Size>> {
    static constexpr bool is_array = true;
    static constexpr std::size_t size = Size;
    using element = Element;
};
template <class Element, std::size_t Size>
struct array_traits<Element[Size]> : array_traits<std::array<std::remove_cv_t<Element>, Size>> {};
template <class Element, std::size_t... Index>
struct array_traits<braced_values<Element, std::index_sequence<Index...>>>
    : array_traits<std::array<Element, sizeof...(Index)>> {};

template <class Type> inline constexpr std::size_t batch_size = array_traits<Type>::size;

template <class Network, class Type> inline constexpr bool is_input_for = false;
template <class Network, class Type>
requires(array_traits<Type>::is_array) inline constexpr bool is_input_for<Network, Type> = std::is_same_v<
    std::array<typename array_traits<Type>::element, array_traits<Type>::size>, typename Network::input_type>;

template <class Network, class Type> inline constexpr bool is_batch_for = false;
template <class Network, std::size_t Batch>
inline constexpr bool is_batch_for<Network, std::array<typename Network::input_type, Batch>> = Batch > 0;

/// Braced lists and C arrays become std::array, which everything else is written for.
template <class Element, std::size_t Size>
constexpr const std::array<Element, Size>& as_array(const std::array<Element, Size>& values) noexcept {
    return values;
}
template <class Element, std::size_t Size>
constexpr std::array<Element, Size> as_array(const Element (&values)[Size]) noexcept {
    std::array<Element, Size> copy;
    for (std::size_t k = 0; k < Size; ++k) copy[k] = values[k];
    return copy;
}

template <class Element, class Indices>
constexpr const auto& as_array(const braced_values<Element, Indices>& list) noexcept {
    return list.values;
}

/// Says why `Input` is none of the network's; a broken network has had its error already.
template <class Network, class Input> constexpr void reject_input() noexcept {
    if constexpr (Network::layer_count != 0) {
        using traits = array_traits<Input>;
        if constexpr (traits::is_array) {
            using element = typename traits::element;
            using inner = array_traits<element>;
            if constexpr (std::is_array_v<element> || std::is_same_v<element, typename Network::input_type>) {
                static_assert(
                    errors::input_fits<typename errors::type<Input>::is_no_input>,
                    "An input is a std::array, a C array or a braced list of the network's scalar; a batch is a "
                    "std::array of inputs.");
            } else if constexpr (std::is_same_v<element, typename Network::scalar>) {
                static_assert(errors::input_fits<typename errors::network_with_inputs<
                                  Network::input_size>::template but_input_has<traits::size>>,
                              "An input has as many values as the network's first layer takes. Nothing is cut off or "
                              "filled up with zeros.");
            } else if constexpr (inner::is_array) {
                if constexpr (std::is_same_v<typename inner::element, typename Network::scalar>) {
                    static_assert(errors::input_fits<typename errors::network_with_inputs<
                                      Network::input_size>::template but_input_has<inner::size>>,
                                  "Each input of a batch, std::array<input_type, Batch>, has as many values as the "
                                  "network's first layer takes.");
                } else {
                    static_assert(errors::input_fits<typename errors::network_of<
                                      typename Network::scalar>::template but_input_holds<typename inner::element>>,
                                  "Inputs hold the network's own scalar, because nothing is narrowed in silence. "
                                  "Convert them, or use with_scalar<...>.");
                }
            } else {
                static_assert(
                    errors::input_fits<
                        typename errors::network_of<typename Network::scalar>::template but_input_holds<element>>,
                    "Inputs hold the network's own scalar, because nothing is narrowed in silence. Convert them, or "
                    "use with_scalar<...>.");
            }
        } else {
            static_assert(errors::input_fits<typename errors::type<Input>::is_no_input>,
                          "An input is a std::array, a C array or a braced list of the network's scalar; a batch is a "
                          "std::array of inputs.");
        }
    }
}

/// Says why `Values` are not the network's parameters.
template <class Network, class Values> constexpr void reject_parameters() noexcept {
    if constexpr (Network::layer_count != 0) {
        using traits = array_traits<Values>;
        if constexpr (!traits::is_array) {
            static_assert(errors::parameters_fit<typename errors::type<Values>::is_no_parameter_array>,
                          "Parameters are a std::array<scalar, parameter_count>, in PyTorch's order.");
        } else if constexpr (!std::is_same_v<typename traits::element, typename Network::scalar>) {
            static_assert(errors::parameters_fit<typename errors::network_of<
                              typename Network::scalar>::template but_parameters_hold<typename traits::element>>,
                          "Parameters hold the network's own scalar, because nothing is narrowed in silence. Convert "
                          "them, or use with_scalar<...>.");
        } else {
            static_assert(errors::parameters_fit<typename errors::network_with_parameters<
                              Network::parameter_count>::template but_array_has<traits::size>>,
                          "All parameters of a network are given at once, std::array<scalar, parameter_count>, in "
                          "PyTorch's order.");
        }
    }
}

}  // namespace constprop::detail

#endif  // CONSTPROP_INPUT_HPP
