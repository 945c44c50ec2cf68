#ifndef CONSTPROP_HOST_ONNX_KNOWN_LAYERS_HPP
#define CONSTPROP_HOST_ONNX_KNOWN_LAYERS_HPP

#include <constprop/branches/bidirectional.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/causal_average_pool1d.hpp>
#include <constprop/layers/causal_conv1d.hpp>
#include <constprop/layers/causal_max_pool1d.hpp>
#include <constprop/layers/cumulative_max.hpp>
#include <constprop/layers/cumulative_mean.hpp>
#include <constprop/layers/delay.hpp>
#include <constprop/layers/frozen.hpp>
#include <constprop/layers/rnn.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::errors {

template <class Layer> struct onnx_operators_of {
    struct are_not_said;
};
template <class Layer> struct network_with {
    struct has_a_state_which_onnx_cannot_carry {
        static constexpr bool is_about_state = true;
    };
};

template <class Sentence> inline constexpr bool layer_has_onnx_operators = false;
template <> inline constexpr bool layer_has_onnx_operators<nothing> = true;
template <class Sentence> inline constexpr bool onnx_carries_the_state = false;
template <> inline constexpr bool onnx_carries_the_state<nothing> = true;

}  // namespace constprop::errors

/// Sentences about networks that `save_onnx` cannot write.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// A sentence about the first layer that ONNX does not know, among these and those that they hold, or errors::nothing.
template <class... Layers> struct unknown_among;

/// True for the layers of this library with a state that no operator of ONNX carries.
template <class Layer> inline constexpr bool remembers_inputs = false;
template <std::size_t Inputs, std::size_t Outputs, class... Options>
inline constexpr bool remembers_inputs<causal_conv1d<Inputs, Outputs, Options...>> = true;
template <std::size_t Steps> inline constexpr bool remembers_inputs<delay<Steps>> = true;
template <std::size_t Size> inline constexpr bool remembers_inputs<causal_max_pool1d<Size>> = true;
template <std::size_t Size, class... Options>
inline constexpr bool remembers_inputs<causal_average_pool1d<Size, Options...>> = true;
template <> inline constexpr bool remembers_inputs<cumulative_max> = true;
template <> inline constexpr bool remembers_inputs<cumulative_mean> = true;
template <std::size_t Inputs, std::size_t Hidden, class... Options>
inline constexpr bool remembers_inputs<rnn<Inputs, Hidden, Options...>> = true;  // with an activation that ONNX's lacks

template <class Layer> struct unknown_in {
    using type =
        std::conditional_t<has_onnx_operators<Layer>, errors::nothing,
                           std::conditional_t<remembers_inputs<Layer>,
                                              typename errors::network_with<Layer>::has_a_state_which_onnx_cannot_carry,
                                              typename errors::onnx_operators_of<Layer>::are_not_said>>;
};
template <class... Layers> struct unknown_in<constprop::detail::layer_list<Layers...>> : unknown_among<Layers...> {};
template <describes_input Input> struct unknown_in<Input> {
    using type = errors::nothing;
};
template <class Layer>
requires constprop::detail::holds_chain<Layer>
struct unknown_in<Layer> : unknown_in<typename constprop::detail::inside_of<Layer>::chain> {};
template <class Layer>
requires constprop::detail::holds_branches<Layer>
struct unknown_in<Layer> : unknown_in<typename constprop::detail::inside_of<Layer>::branches> {};
template <class Layer, class... Options> struct unknown_in<bidirectional<Layer, Options...>> : unknown_in<Layer> {};
template <const auto& Net, std::size_t Position>
struct unknown_in<frozen<Net, Position>> : unknown_in<typename frozen<Net, Position>::original> {};

template <class... Layers>
struct unknown_among : constprop::detail::first_said<typename unknown_in<Layers>::type...> {};

/// True for a sentence about a state.
template <class Sentence> inline constexpr bool is_about_state = requires { Sentence::is_about_state; };

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ONNX_KNOWN_LAYERS_HPP
