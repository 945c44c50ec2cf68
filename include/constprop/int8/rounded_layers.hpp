#ifndef CONSTPROP_INT8_ROUNDED_LAYERS_HPP
#define CONSTPROP_INT8_ROUNDED_LAYERS_HPP

#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/forms.hpp>
#include <constprop/int8/measured.hpp>
#include <constprop/int8/quantize.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/int8/transposed_form.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gru.hpp>
#include <constprop/layers/lstm.hpp>
#include <constprop/layers/over_time.hpp>
#include <constprop/layers/rounded_values.hpp>
#include <constprop/layers/rounded_weights.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// The layers of a network that is trained aware of its quantization: those with weights round them, and `rounded_values` stands
/// wherever the network of integers rounds what a layer gives.
namespace constprop::inline CONSTPROP_TARGET::int8 {

template <class Layer> inline constexpr bool is_sequential = false;
template <class... Layers> inline constexpr bool is_sequential<sequential<Layers...>> = true;

/// True if the values behind layer K of a chain have a range of their own: it computes, does not keep its input's scale, has no
/// scale that is known beforehand, and no function that clamps for it follows. Those behind a `sequential` are its last layer's.
template <class Chain, std::size_t K, class Scales> [[nodiscard]] constexpr bool has_range() noexcept {
    using layer = typename Chain::template layer_type<K>;
    using form = typename form_of<layer, Chain::taken_by(K), Scales>::type;
    if constexpr (is_fused<Chain, K + 1>()) return false;
    else if constexpr (is_fused<Chain, K>()) return true;
    else if constexpr (is_sequential<layer>) return false;
    else if constexpr (form::is_kept || form::keeps_scale) return false;
    else if constexpr (form::holds_layers) return true;
    else return form::sources > 0;
}

/// True if training can round what the integers of a layer round: not within recurrent layers, which round at each step.
template <class Layer> inline constexpr bool can_be_rounded = true;
template <std::size_t Inputs, std::size_t Hidden, class... Options>
inline constexpr bool can_be_rounded<lstm<Inputs, Hidden, Options...>> = false;
template <std::size_t Inputs, std::size_t Hidden, class... Options>
inline constexpr bool can_be_rounded<gru<Inputs, Hidden, Options...>> = false;
template <class Layer, class... Options> inline constexpr bool can_be_rounded<over_time<Layer, Options...>> = false;
template <class... Layers>
inline constexpr bool can_be_rounded<detail::layer_list<Layers...>> = (can_be_rounded<Layers> && ...);
template <class Layer>
requires detail::holds_chain<Layer>
inline constexpr bool can_be_rounded<Layer> = can_be_rounded<typename detail::inside_of<Layer>::chain>;
template <class Layer>
requires detail::holds_branches<Layer>
inline constexpr bool can_be_rounded<Layer> = can_be_rounded<typename detail::inside_of<Layer>::branches>;

template <class Chain, class Scales, class Positions = std::make_index_sequence<Chain::layer_count>>
struct rounded_chain;

/// A layer that rounds what its int8 form rounds.
template <class Layer, extent In, class Scales> struct rounded_layer {
    using type = Layer;
};
template <class Layer, extent In, class Scales>
requires(detail::is_linear<Layer> || convolves<Layer> || convolves_back<Layer>)
struct rounded_layer<Layer, In, Scales> {
    using type = rounded_weights<Layer, Scales>;
};

/// A list of layers as one branch.
template <class List> struct as_branch;
template <class Only> struct as_branch<detail::layer_list<Only>> {
    using type = Only;
};
template <class First, class Second, class... Rest> struct as_branch<detail::layer_list<First, Second, Rest...>> {
    using type = sequential<First, Second, Rest...>;
};
/// Layers that do not round what the last of them gives.
template <class Layer> struct without_last_rounding {
    using type = Layer;
};
template <class List> struct without_last;
template <> struct without_last<detail::layer_list<rounded_values>> {
    using type = detail::layer_list<>;
};
template <class Last> struct without_last<detail::layer_list<Last>> {
    using type = detail::layer_list<typename without_last_rounding<Last>::type>;
};
template <class First, class Second, class... Rest> struct without_last<detail::layer_list<First, Second, Rest...>> {
    using type = typename detail::joined_lists<detail::layer_list<First>,
                                               typename without_last<detail::layer_list<Second, Rest...>>::type>::type;
};
template <class... Layers> struct without_last_rounding<sequential<Layers...>> {
    template <class... Kept> [[nodiscard]] static sequential<Kept...> with(detail::layer_list<Kept...>);
    using type = decltype(with(typename without_last<detail::layer_list<Layers...>>::type{}));
};

/// One branch of a layer. What is concatenated has one range, that of all of it, so that its branches leave the rounding to it.
template <class Holder, class List> struct rounded_branch : as_branch<List> {};
template <class... Branches, class List>
struct rounded_branch<concatenate<Branches...>, List> : as_branch<typename without_last<List>::type> {};

template <class Holder, extent In, class Scales, class List> struct rounded_inside;
template <class Holder, extent In, class Scales, class... Layers>
requires detail::holds_chain<Holder>
struct rounded_inside<Holder, In, Scales, detail::layer_list<Layers...>> {
    template <class... Rounded>
    [[nodiscard]] static auto with(detail::layer_list<Rounded...>) ->
        typename detail::inside_of<Holder>::template with<Rounded...>;
    using type = decltype(with(typename rounded_chain<layers_on<In, Layers...>, Scales>::type{}));
};
template <class Holder, extent In, class Scales, class... Branches>
requires detail::holds_branches<Holder>
struct rounded_inside<Holder, In, Scales, detail::layer_list<Branches...>> {
    using type = typename detail::inside_of<Holder>::template with<
        typename rounded_branch<Holder, typename rounded_chain<layers_on<In, Branches>, Scales>::type>::type...>;
};
template <class Layer, extent In, class Scales>
requires detail::holds_chain<Layer>
struct rounded_layer<Layer, In, Scales> : rounded_inside<Layer, In, Scales, typename detail::inside_of<Layer>::chain> {
};
template <class Layer, extent In, class Scales>
requires detail::holds_branches<Layer>
struct rounded_layer<Layer, In, Scales>
    : rounded_inside<Layer, In, Scales, typename detail::inside_of<Layer>::branches> {};

template <class Chain, class Scales, std::size_t... K> struct rounded_chain<Chain, Scales, std::index_sequence<K...>> {
    template <std::size_t At>
    using layer = typename rounded_layer<typename Chain::template layer_type<At>, Chain::taken_by(At), Scales>::type;
    template <std::size_t At>
    using with_range = std::conditional_t<has_range<Chain, At, Scales>(), detail::layer_list<layer<At>, rounded_values>,
                                          detail::layer_list<layer<At>>>;
    using type = typename detail::joined_lists<with_range<K>...>::type;
};

/// The layers again without rounding.
template <class... Layers> struct unrounded_list {
    using type = detail::layer_list<>;
    using scales = void;
};
template <class Layer> struct unrounded_layer {
    using type = Layer;
    using scales = void;
};
template <class Layer, class Scales> struct unrounded_layer<rounded_weights<Layer, Scales>> {
    using type = Layer;
    using scales = Scales;
};
template <class Layer, class Rounding>
requires rounds_values<Rounding>
struct unrounded_layer<sequential<Layer, Rounding>> : unrounded_layer<Layer> {};
template <class Holder, class List> struct unrounded_inside;
template <class Holder, class... Layers> struct unrounded_inside<Holder, detail::layer_list<Layers...>> {
    template <class... Plain>
    [[nodiscard]] static auto with(detail::layer_list<Plain...>) ->
        typename detail::inside_of<Holder>::template with<Plain...>;
    using type = decltype(with(typename unrounded_list<Layers...>::type{}));
    using scales = typename unrounded_list<Layers...>::scales;
};
template <class Layer>
requires detail::holds_chain<Layer>
struct unrounded_layer<Layer> : unrounded_inside<Layer, typename detail::inside_of<Layer>::chain> {};
template <class Layer>
requires detail::holds_branches<Layer>
struct unrounded_layer<Layer> : unrounded_inside<Layer, typename detail::inside_of<Layer>::branches> {};

template <class First, class... Rest> struct unrounded_list<First, Rest...> {
    using first = unrounded_layer<First>;
    using type = typename detail::joined_lists<
        std::conditional_t<rounds_values<First>, detail::layer_list<>, detail::layer_list<typename first::type>>,
        typename unrounded_list<Rest...>::type>::type;
    using scales = std::conditional_t<std::is_void_v<typename first::scales>, typename unrounded_list<Rest...>::scales,
                                      typename first::scales>;
};

/// Writes, for each `rounded_values` of a list of layers in their order, the number of the range that it has in the list of
/// the layers without rounding: 0 for the input.
struct range_numbers {
    std::size_t* to;
    std::size_t range = 0;

    template <class... Plain, class... Rounded>
    constexpr void of(detail::layer_list<Plain...> plain, detail::layer_list<Rounded...> rounded) noexcept {
        walk(plain, rounded);
    }

 private:
    template <class Plain> constexpr void walk(Plain /*no more*/, detail::layer_list<>) noexcept {}
    template <class... Plain, class Rounding, class... Rest>
    requires rounds_values<Rounding>
    constexpr void walk(detail::layer_list<Plain...> plain,
                        detail::layer_list<Rounding, Rest...> /*rounded*/) noexcept {
        *to++ = range;
        walk(plain, detail::layer_list<Rest...>{});
    }
    template <class Plain, class... PlainRest, class Rounded, class... Rest>
    requires(!rounds_values<Rounded>)
    constexpr void walk(detail::layer_list<Plain, PlainRest...> /*plain*/,
                        detail::layer_list<Rounded, Rest...> /*rounded*/) noexcept {
        if constexpr (detail::holds_chain<Plain>) {
            walk(typename detail::inside_of<Plain>::chain{}, typename detail::inside_of<Rounded>::chain{});
            ++range;
        } else if constexpr (detail::holds_branches<Plain>) {
            branches(typename detail::inside_of<Plain>::branches{}, typename detail::inside_of<Rounded>::branches{});
            ++range;
        } else if constexpr (detail::holds_chain<Rounded>) {  // a branch of one layer, which its range has joined
            walk(detail::layer_list<Plain>{}, typename detail::inside_of<Rounded>::chain{});
        } else {
            ++range;
        }
        walk(detail::layer_list<PlainRest...>{}, detail::layer_list<Rest...>{});
    }
    template <class... Plain, class... Rounded>
    constexpr void branches(detail::layer_list<Plain...>, detail::layer_list<Rounded...>) noexcept {
        (walk(detail::layer_list<Plain>{}, detail::layer_list<Rounded>{}), ...);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_ROUNDED_LAYERS_HPP
