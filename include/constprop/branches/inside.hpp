#ifndef CONSTPROP_BRANCHES_INSIDE_HPP
#define CONSTPROP_BRANCHES_INSIDE_HPP

#include <constprop/branches/add.hpp>
#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/multiply.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/branches/subtract.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

/// The layers that a layer holds, for code that makes other types of networks from a network's type.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <class... Layers> struct layer_list {};

/// Concatenates lists.
template <class... Lists> struct joined_lists {
    using type = layer_list<>;
};
template <class... Layers> struct joined_lists<layer_list<Layers...>> {
    using type = layer_list<Layers...>;
};
template <class... First, class... Second, class... Rest>
struct joined_lists<layer_list<First...>, layer_list<Second...>, Rest...>
    : joined_lists<layer_list<First..., Second...>, Rest...> {};

/// `chain` of a layer that holds a chain, `branches` of a layer that holds layers side by side; `with<…>` replaces them.
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
template <class... Layers> struct inside_of<subtract<Layers...>> {
    using branches = layer_list<Layers...>;
    template <class... Others> using with = subtract<Others...>;
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
