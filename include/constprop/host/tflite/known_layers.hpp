#ifndef CONSTPROP_HOST_TFLITE_KNOWN_LAYERS_HPP
#define CONSTPROP_HOST_TFLITE_KNOWN_LAYERS_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/host/tflite/operators.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/frozen.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::errors {

template <class Layer> struct tflite_operators_of {
    struct are_not_said;
    struct do_not_fit_its_options_or_its_input {
        static constexpr bool is_about_options = true;
    };
};
template <class Sentence> inline constexpr bool layer_has_tflite_operators = false;
template <> inline constexpr bool layer_has_tflite_operators<nothing> = true;
template <class Sentence> inline constexpr bool layer_fits_tflite_operators = false;
template <> inline constexpr bool layer_fits_tflite_operators<nothing> = true;
template <class Scalar> struct tflite_network_of {
    struct has_no_operators;
};
template <class Sentence> inline constexpr bool tflite_has_the_scalar = false;

}  // namespace constprop::errors

/// Sentences about networks that `save_tflite` cannot write.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Whether TensorFlow Lite has operators for a layer, and for it on this extent.
template <class Layer>
concept has_tflite_operators = requires { sizeof(tflite_operators<Layer>); };
template <class Layer> constexpr bool fits_tflite_on(const extent& in) noexcept {
    if constexpr (requires { tflite_operators<Layer>::fits(in); }) return tflite_operators<Layer>::fits(in);
    else return true;
}

/// A sentence about the first layer of a chain that is not written, or of those that it holds; errors::nothing if all are.
template <class Chain, class Positions = std::make_index_sequence<Chain::layer_count>> struct unwritten_in;

template <class Layer, extent In> struct unwritten_inside {
    using type = errors::nothing;
};
template <class Layer, extent In, class List> struct unwritten_chain;
template <class Layer, extent In, class... Layers>
struct unwritten_chain<Layer, In, constprop::detail::layer_list<Layers...>>
    : unwritten_in<int8::layers_on<In, Layers...>> {};
template <class Layer, extent In, class List> struct unwritten_branches;
template <class Layer, extent In, class... Layers>
struct unwritten_branches<Layer, In, constprop::detail::layer_list<Layers...>>
    : constprop::detail::first_said<typename unwritten_in<int8::layers_on<In, Layers>>::type...> {};
template <class Layer, extent In>
requires constprop::detail::holds_chain<Layer>
struct unwritten_inside<Layer, In> : unwritten_chain<Layer, In, typename constprop::detail::inside_of<Layer>::chain> {};
template <class Layer, extent In>
requires constprop::detail::holds_branches<Layer>
struct unwritten_inside<Layer, In>
    : unwritten_branches<Layer, In, typename constprop::detail::inside_of<Layer>::branches> {};
template <const auto& Net, std::size_t Position, extent In>
struct unwritten_inside<frozen<Net, Position>, In>
    : unwritten_in<int8::layers_on<In, typename frozen<Net, Position>::original>> {};

template <class Layer, extent In> constexpr auto find_unwritten() noexcept {
    using sentences = errors::tflite_operators_of<Layer>;
    using inside = typename unwritten_inside<Layer, In>::type;
    if constexpr (!has_tflite_operators<Layer>) return std::type_identity<typename sentences::are_not_said>{};
    else if constexpr (!std::is_same_v<inside, errors::nothing>) return std::type_identity<inside>{};
    else if constexpr (!fits_tflite_on<Layer>(In))
        return std::type_identity<typename sentences::do_not_fit_its_options_or_its_input>{};
    else return std::type_identity<errors::nothing>{};
}

template <class Chain, std::size_t... Position>
struct unwritten_in<Chain, std::index_sequence<Position...>>
    : constprop::detail::first_said<typename decltype(find_unwritten<typename Chain::template layer_type<Position>,
                                                                     Chain::taken_by(Position)>())::type...> {};

/// True for a sentence about options and extents.
template <class Sentence> inline constexpr bool is_about_options = requires { Sentence::is_about_options; };

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_TFLITE_KNOWN_LAYERS_HPP
