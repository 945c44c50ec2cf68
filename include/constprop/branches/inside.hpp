#ifndef CONSTPROP_BRANCHES_INSIDE_HPP
#define CONSTPROP_BRANCHES_INSIDE_HPP

#include <constprop/branches/add.hpp>
#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/multiply.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

/// What layers hold other layers, for what makes other types of networks.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <class... Layers> struct layer_list {};

/// Lists one after the other.
template <class... Lists> struct joined_lists { using type = layer_list<>; };
template <class... Layers> struct joined_lists<layer_list<Layers...>> { using type = layer_list<Layers...>; };
template <class... First, class... Second, class... Rest>
struct joined_lists<layer_list<First...>, layer_list<Second...>, Rest...>
    : joined_lists<layer_list<First..., Second...>, Rest...> {};

/// Of a layer that holds a chain, `chain`, or layers side by side, `branches`; `with<…>` is the same with others.
template <class Layer> struct inside_of {};
template <class... Layers> struct inside_of<sequential<Layers...>> {
    using chain = layer_list<Layers...>;
    template <class... Others> using with = sequential<Others...>;
};
template <class... Layers> struct inside_of<residual<Layers...>> {
    using chain = layer_list<Layers...>;
    template <class... Others> using with = residual<Others...>;
};
template <class... Layers> struct inside_of<add<Layers...>> {
    using branches = layer_list<Layers...>;
    template <class... Others> using with = add<Others...>;
};
template <class... Layers> struct inside_of<multiply<Layers...>> {
    using branches = layer_list<Layers...>;
    template <class... Others> using with = multiply<Others...>;
};
template <class... Layers> struct inside_of<concatenate<Layers...>> {
    using branches = layer_list<Layers...>;
    template <class... Others> using with = concatenate<Others...>;
};

template <class Layer> inline constexpr bool holds_chain = requires { typename inside_of<Layer>::chain; };
template <class Layer> inline constexpr bool holds_branches = requires { typename inside_of<Layer>::branches; };

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BRANCHES_INSIDE_HPP
