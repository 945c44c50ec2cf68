#ifndef CONSTPROP_CONCEPT_INHERITED_HPP
#define CONSTPROP_CONCEPT_INHERITED_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/final_type.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// Detects stale claims. A layer makes claims about its functions, such as `in_place` and `gives`. A user's layer that derives
/// from another and replaces a function inherits the claims about the replaced function. It has to make them anew.
///
/// Finds them in layers that are aggregates, as empty structs are, and in their first three bases.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a layer is an elementwise function, all of whose passes follow from `value`, `slope` and `pullback`.
template <class Layer> inline constexpr bool is_elementwise = std::is_base_of_v<activation<Layer>, Layer>;

template <class T, extent In> struct members {
    template <class Type> static auto of(errors::forward*) -> member<&Type::template forward<In.size(), T>>*;
    template <class Type> static auto of(errors::backward*) -> member<&Type::template backward<In.size(), T>>*;
    template <class Type> static auto of(errors::on*) -> typename Type::template on<T, In>*;
    template <class Type> static auto of(errors::value*) -> member<&Type::template value<T>>*;
    template <class Type> static auto of(errors::slope*) -> member<&Type::template slope<T>>*;
    template <class Type> static auto of(errors::pullback*) -> member<&Type::template pullback<T>>*;
    template <class Type> static auto of(errors::position*) -> member<&Type::position>*;
    template <class Type> static auto of(errors::assign*) -> member<&Type::template assign<T>>*;
    template <class Type> static auto of(errors::in_place*) -> member<&Type::in_place>*;
    template <class Type> static auto of(errors::gives*) -> member<&Type::gives>*;
    template <class Type> static auto of(errors::passes_through*) -> member<&Type::passes_through>*;
    template <class Type> static auto of(errors::takes_vectors*) -> member<&Type::takes_vectors>*;
    template <class Type> static auto of(errors::without_masks*) -> member<&Type::without_masks>*;
    template <class> static void of(void*);

    template <class Type, class Name> using named = decltype(of<Type>(static_cast<Name*>(nullptr)));
    template <class Type, class Base, class Name>
    static constexpr bool is_inherited = std::is_same_v<named<Type, Name>, named<Base, Name>>;
    template <class Type, class Name> static constexpr bool has = !std::is_void_v<named<Type, Name>>;
};

/// True if a class makes a claim: the member differs from the default.
template <class Type, class Claim> inline constexpr bool says = true;
template <class Type> inline constexpr bool says<Type, errors::in_place> = layer_in_place<Type>;
template <class Type> inline constexpr bool says<Type, errors::gives> = (layer_gives<Type> != output_kind::unbounded);
template <class Type> inline constexpr bool says<Type, errors::passes_through> = layer_passes_through<Type>;
template <class Type> inline constexpr bool says<Type, errors::takes_vectors> = takes_vectors<Type>;
template <class Type> inline constexpr bool says<Type, errors::without_masks> = without_masks<Type>;

/// A function, and a claim about it.
template <class Function, class Claim> struct claim_about {
    template <class Layer, class Base, class T, extent In> static constexpr bool is_stale() noexcept {
        using all = members<T, In>;
        if constexpr (!all::template has<Base, Function> || !all::template has<Base, Claim>) return false;
        else
            return says<Base, Claim> && !all::template is_inherited<Layer, Base, Function> &&
                   all::template is_inherited<Layer, Base, Claim>;
    }
    template <class Subject>
    using sentence = typename Subject::template replaces<Function>::template but_inherits<Claim>;
};
template <class... Claims> struct claim_list {
    template <class Layer, class Base, class T, extent In> static constexpr bool is_stale() noexcept {
        return (Claims::template is_stale<Layer, Base, T, In>() || ...);
    }
};
using all_claims =
    claim_list<claim_about<errors::forward, errors::in_place>, claim_about<errors::backward, errors::in_place>,
               claim_about<errors::on, errors::in_place>, claim_about<errors::forward, errors::gives>,
               claim_about<errors::value, errors::gives>, claim_about<errors::on, errors::gives>,
               claim_about<errors::forward, errors::passes_through>, claim_about<errors::value, errors::passes_through>,
               claim_about<errors::on, errors::passes_through>, claim_about<errors::value, errors::takes_vectors>,
               claim_about<errors::slope, errors::takes_vectors>, claim_about<errors::value, errors::without_masks>,
               claim_about<errors::slope, errors::without_masks>, claim_about<errors::slope, errors::pullback>,
               claim_about<errors::position, errors::assign>, claim_about<errors::assign, errors::position>>;

/// Converts to the bases with a stale claim.
template <class Layer, class Claim, class T, extent In> struct base_with {
    template <class Base>
    requires(std::is_base_of_v<Base, Layer> && !std::is_same_v<Base, Layer> &&
             Claim::template is_stale<Layer, Base, T, In>())
    constexpr operator Base() const noexcept;
};
template <class Layer, class Claim, class T, extent In>
inline constexpr bool inherits_stale = has_base<Layer, base_with<Layer, Claim, T, In>>;

/// Converts to the bases of an activation other than `activation<Layer>`.
template <class Layer> struct other_base {
    template <class Base>
    requires(is_base_of<Base, Layer> && !std::is_same_v<Base, activation<Layer>>)
    constexpr operator Base() const noexcept;
};

/// The sentence about an activation that defines its own passes.
template <class Layer, class T, extent In, class Subject> constexpr auto say_of_activation() noexcept {
    constexpr std::size_t inputs = In.size();
    constexpr const T* in = nullptr;
    constexpr T* out = nullptr;
    if constexpr (Layer::shape(inputs).outputs != inputs)
        return std::type_identity<typename Subject::template is_an_activation_but_replaces<errors::shape>>{};
    else if constexpr (!std::is_same_v<decltype(Layer::template forward<inputs>(in, in, out)), activation<Layer>>)
        return std::type_identity<typename Subject::template is_an_activation_but_replaces<errors::forward>>{};
    else if constexpr (!std::is_same_v<decltype(Layer::template backward<inputs>(in, in, in, in, out)),
                                       activation<Layer>>)
        return std::type_identity<typename Subject::template is_an_activation_but_replaces<errors::backward>>{};
    else return std::type_identity<errors::nothing>{};
}

/// The first sentence about a stale claim.
template <class Layer, class T, extent In, class Subject, class First, class... Rest>
constexpr auto say_of_claims(claim_list<First, Rest...> /*claims*/) noexcept {
    if constexpr (sizeof...(Rest) == 0 || inherits_stale<Layer, First, T, In>)
        return std::type_identity<typename First::template sentence<Subject>>{};
    else return say_of_claims<Layer, T, In, Subject>(claim_list<Rest...>{});
}

/// The sentence about what a layer inherits, with input extent `In`. The library's layers inherit nothing.
template <class Layer, class T, extent In, class Subject> constexpr auto say_of_inheritance() noexcept {
    using silent = std::type_identity<errors::nothing>;
    constexpr bool is_final = requires { typename Layer::final_type; } && !is_elementwise<Layer>;
    if constexpr (is_elementwise<Layer>) {
        using said = decltype(say_of_activation<Layer, T, In, Subject>());
        if constexpr (!std::is_same_v<said, silent>) return said{};
        else if constexpr (!std::is_aggregate_v<Layer>) return silent{};
        else if constexpr (!has_base<Layer, other_base<Layer>>) return silent{};
        else if constexpr (!inherits_stale<Layer, all_claims, T, In>) return silent{};
        else return say_of_claims<Layer, T, In, Subject>(all_claims{});
    } else if constexpr (is_final || !std::is_aggregate_v<Layer>) {
        return silent{};
    } else if constexpr (!inherits_stale<Layer, all_claims, T, In>) {
        return silent{};
    } else {
        return say_of_claims<Layer, T, In, Subject>(all_claims{});
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_INHERITED_HPP
