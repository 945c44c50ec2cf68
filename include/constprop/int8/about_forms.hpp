#ifndef CONSTPROP_INT8_ABOUT_FORMS_HPP
#define CONSTPROP_INT8_ABOUT_FORMS_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/holders.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

/// Which layer has no integer form, in words.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The sentence about the first layer without an integer form, counted in the branch that it is in, or in a network that has
/// `Before` layers before the chain.
template <class Chain, class Scales, std::size_t Before = 0> struct about_forms;
template <extent In, class Layer, class Scales, std::size_t At> struct about_form {
    using sentence = typename errors::layer<At, Layer>::has_no_integer_form;
};
template <extent In, class Layer, class Scales, std::size_t At>
requires detail::holds_chain<Layer>
struct about_form<In, Layer, Scales, At> {
    template <class... Layers> [[nodiscard]] static constexpr auto inside(detail::layer_list<Layers...>) noexcept {
        return std::type_identity<about_forms<layers_on<In, Layers...>, Scales>>{};
    }
    using sentence = typename decltype(inside(typename detail::inside_of<Layer>::chain{}))::type::sentence;
};
/// Of branches, about the first that has such a layer; a layer may have no form though all that it holds have one.
template <extent In, class Scales, class Own, class... Branches> struct about_branches {
    using sentence = Own;
};
template <extent In, class Scales, class Own, class First, class... Rest>
struct about_branches<In, Scales, Own, First, Rest...>
    : std::conditional_t<have_forms<Scales, only<First, In>>, about_branches<In, Scales, Own, Rest...>,
                         about_forms<only<First, In>, Scales>> {};
template <extent In, class Layer, class Scales, std::size_t At>
requires detail::holds_branches<Layer>
struct about_form<In, Layer, Scales, At> {
    using own = typename errors::layer<At, Layer>::has_no_integer_form;
    template <class... Branches> [[nodiscard]] static constexpr auto inside(detail::layer_list<Branches...>) noexcept {
        return std::type_identity<about_branches<In, Scales, own, Branches...>>{};
    }
    using sentence = typename decltype(inside(typename detail::inside_of<Layer>::branches{}))::type::sentence;
};
template <class Chain, class Scales, std::size_t Before> struct about_forms {
    static constexpr std::size_t at = first_without_form<Chain, Scales>();
    static constexpr extent in = Chain::taken_by(at);
    using sentence = typename about_form<in, typename Chain::template layer_type<at>, Scales, Before + at>::sentence;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_ABOUT_FORMS_HPP
