#ifndef CONSTPROP_INT8_HOLDERS_HPP
#define CONSTPROP_INT8_HOLDERS_HPP

#include <constprop/branches/add.hpp>
#include <constprop/branches/branch.hpp>
#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/join.hpp>
#include <constprop/branches/multiply.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/branches/subtract.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/int8/branches_form.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/joined_form.hpp>
#include <constprop/kernels/int8/join.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

/// The forms of layers that hold other layers: `sequential`, `residual`, `add`, `subtract`, `multiply`, `concatenate`. They have
///
///     values                     what their layers give, for a trace
///     set(from, takes, limits)   limits::of(gives) are what the layers behind leave
///     forward(x, y, memory, pass)
///
/// `from` gives sources: from.after<Chains...>() passes over those of chains, from.own(counts) is the layer's own one.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A branch as a chain of one layer, and what it gives.
template <class Layer, extent In> using only = layers_on<In, Layer>;
template <class Layer, extent In> inline constexpr extent given_on = detail::place_of<Layer>(In).gives;

/// Whether all layers have forms: of a chain, and of branches.
template <class Scales, class... Chains>
concept have_forms = ((first_without_form<Chains, Scales>() == Chains::layer_count) && ...);

template <class... Layers, extent In, class Scales>
requires have_forms<Scales, layers_on<In, Layers...>>
struct form_of<sequential<Layers...>, In, Scales> {
    using type = chain_form<layers_on<In, Layers...>, Scales>;
};
template <class... Layers, extent In, class Scales>
requires have_forms<Scales, layers_on<In, Layers...>>
struct form_of<residual<Layers...>, In, Scales> {
    using inside = layers_on<In, Layers...>;
    using type = combined_form<kernels::int8::sum_of, detail::sum_of_branches<In, given_on<sequential<Layers...>, In>>,
                               values_of_chain<typename form_chain<inside, Scales>::trace, sizeof...(Layers)>,
                               detail::carried_by<form_chain<inside, Scales>>, false, Scales, layers_on<In>, inside>;
};
template <class... Branches, extent In, class Scales>
requires have_forms<Scales, only<Branches, In>...>
struct form_of<add<Branches...>, In, Scales> {
    using type = combined_form<kernels::int8::sum_of, detail::sum_of_branches<given_on<Branches, In>...>,
                               values_of_branches<typename form_chain<only<Branches, In>, Scales>::trace...>,
                               carried_by_branches<form_chain<only<Branches, In>, Scales>...>, true, Scales,
                               only<Branches, In>...>;
};
template <class... Branches, extent In, class Scales>
requires have_forms<Scales, only<Branches, In>...>
struct form_of<subtract<Branches...>, In, Scales> {
    using type = combined_form<kernels::int8::difference_of, detail::difference_of_branches<given_on<Branches, In>...>,
                               values_of_branches<typename form_chain<only<Branches, In>, Scales>::trace...>,
                               carried_by_branches<form_chain<only<Branches, In>, Scales>...>, true, Scales,
                               only<Branches, In>...>;
};
template <class... Branches, extent In, class Scales>
requires(sizeof...(Branches) <= 3 && have_forms<Scales, only<Branches, In>...>)
struct form_of<multiply<Branches...>, In, Scales> {
    using type = combined_form<kernels::int8::product_of, detail::product_of_branches<given_on<Branches, In>...>,
                               values_of_branches<typename form_chain<only<Branches, In>, Scales>::trace...>,
                               carried_by_branches<form_chain<only<Branches, In>, Scales>...>, true, Scales,
                               only<Branches, In>...>;
};
template <class... Branches, extent In, class Scales>
requires have_forms<Scales, only<Branches, In>...>
struct form_of<concatenate<Branches...>, In, Scales> {
    using type = concatenated_form<detail::side_by_side<given_on<Branches, In>...>, Scales, only<Branches, In>...>;
};

template <class... Layers> inline constexpr bool can_clamp<residual<Layers...>> = true;
template <class... Branches> inline constexpr bool can_clamp<add<Branches...>> = true;
template <class... Branches> inline constexpr bool can_clamp<subtract<Branches...>> = true;
template <class... Branches> inline constexpr bool can_clamp<multiply<Branches...>> = true;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_HOLDERS_HPP
