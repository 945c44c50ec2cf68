#ifndef CONSTPROP_ARGUMENTS_INPUT_HPP
#define CONSTPROP_ARGUMENTS_INPUT_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// The inputs that a network accepts: one input, or a batch of them.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Describes a type as data: an array (std or C) of `size` elements, or neither.
template <class Type> struct array_traits {
    static constexpr bool is_array = false;
};
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
requires(array_traits<Type>::is_array)
inline constexpr bool is_input_for<Network, Type> =
    std::is_same_v<std::array<typename array_traits<Type>::element, array_traits<Type>::size>,
                   typename Network::input_type>;

template <class Network, class Type> inline constexpr bool is_batch_for = false;
template <class Network, std::size_t Batch>
inline constexpr bool is_batch_for<Network, std::array<typename Network::input_type, Batch>> = Batch > 0;

/// Whether a network takes a type as one sample or as a batch.
template <class Network, class Type>
inline constexpr bool is_sample_for = is_input_for<Network, Type> || is_sequence_for<Network, Type>;
template <class Network, class Type>
inline constexpr bool are_samples_for = is_batch_for<Network, Type> || are_sequences_for<Network, Type>;

/// Converts braced lists and C arrays to std::array, the only form that other code handles.
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

template <class Sequence>
requires is_sequence<Sequence>
constexpr const Sequence& as_array(const Sequence& steps) noexcept {
    return steps;
}

/// Says why arrays of `Row` are not a batch of inputs.
template <class Network, class Row> constexpr void reject_batch() noexcept {
    using scalar = typename Network::scalar;
    using element = typename array_traits<Row>::element;
    if constexpr (std::is_same_v<element, scalar>) {
        using due = errors::network_with_inputs<Network::input_size>;
        using sentence = typename due::template but_input_has<array_traits<Row>::size>;
        static_assert(errors::input_fits<sentence>,
                      "Each input of a batch, std::array<input_type, Batch>, or of a sequence has as many values as "
                      "the network's first "
                      "layer takes.");
    } else {
        using sentence = typename errors::network_of<scalar>::template but_input_holds<element>;
        static_assert(errors::input_fits<sentence>,
                      "Inputs hold the network's own scalar, because nothing is narrowed in silence. Convert them, or "
                      "use with_scalar<...>.");
    }
}

/// Says why `Input` is not an input of the network. The error of a broken network has been reported already.
template <class Network, class Input> constexpr void reject_input() noexcept {
    using scalar = typename Network::scalar;
    using due = errors::network_with_inputs<Network::input_size>;
    using traits = array_traits<Input>;
    if constexpr (Network::layer_count == 0) {
        return;
    } else if constexpr (is_sequence<Input>) {
        reject_batch<Network, typename sequence_traits<Input>::element>();
    } else if constexpr (!traits::is_array) {
        using sentence = typename errors::type<Input>::is_no_input;
        static_assert(errors::input_fits<sentence>,
                      "An input is a std::array, a C array or a braced list of the network's scalar; a batch is a "
                      "std::array of inputs.");
    } else {
        using element = typename traits::element;
        using inner = array_traits<element>;
        if constexpr (std::is_array_v<element> || std::is_same_v<element, typename Network::input_type>) {
            using sentence = typename errors::type<Input>::is_no_input;
            static_assert(errors::input_fits<sentence>,
                          "An input is a std::array, a C array or a braced list of the network's scalar; a batch is a "
                          "std::array of inputs.");
        } else if constexpr (std::is_same_v<element, scalar>) {
            using sentence = typename due::template but_input_has<traits::size>;
            static_assert(errors::input_fits<sentence>,
                          "An input has as many values as the network's first layer takes. Give that many: nothing is "
                          "cut off or filled up with zeros.");
        } else if constexpr (inner::is_array) {
            reject_batch<Network, element>();
        } else {
            using sentence = typename errors::network_of<scalar>::template but_input_holds<element>;
            static_assert(errors::input_fits<sentence>,
                          "Inputs hold the network's own scalar, because nothing is narrowed in silence. Convert "
                          "them, or use with_scalar<...>.");
        }
    }
}

/// Says why `Values` are not the network's parameters.
template <class Network, class Values> constexpr void reject_parameters() noexcept {
    using scalar = typename Network::scalar;
    using traits = array_traits<Values>;
    if constexpr (Network::layer_count == 0) {
        return;
    } else if constexpr (!traits::is_array) {
        using sentence = typename errors::type<Values>::is_no_parameter_array;
        static_assert(errors::parameters_fit<sentence>,
                      "Parameters are a std::array<scalar, parameter_count>, in PyTorch's order.");
    } else if constexpr (!std::is_same_v<typename traits::element, scalar>) {
        using sentence = typename errors::network_of<scalar>::template but_parameters_hold<typename traits::element>;
        static_assert(errors::parameters_fit<sentence>,
                      "Parameters hold the network's own scalar, because nothing is narrowed in silence. Convert "
                      "them, or use with_scalar<...>.");
    } else {
        using due = errors::network_with_parameters<Network::parameter_count>;
        using sentence = typename due::template but_array_has<traits::size>;
        static_assert(errors::parameters_fit<sentence>,
                      "All parameters of a network are given at once, std::array<scalar, parameter_count>, in "
                      "PyTorch's order.");
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_INPUT_HPP
