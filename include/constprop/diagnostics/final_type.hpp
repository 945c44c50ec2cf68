#ifndef CONSTPROP_DIAGNOSTICS_FINAL_TYPE_HPP
#define CONSTPROP_DIAGNOSTICS_FINAL_TYPE_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

/// A derived class inherits the claims of its base, such as `in_place`, which may be false for it.
///
/// Layers, losses, rules, modifiers and initializers of the library have `using final_type =` their own type, and so has
/// every class that derives from `activation<Self>` or `elementwise_loss<Self>`. If the type is another one, the class
/// derives from a final class, and is rejected. The keyword `final` would do so too, but with two errors instead of one.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// A sentence about a class that derives from a final one, else `errors::nothing`.
template <class Type> struct descent {
    using sentence = errors::nothing;
};
template <class Type>
requires(!std::is_same_v<typename Type::final_type, Type>)
struct descent<Type> {
    using base = typename Type::final_type;
    using sentence =
        std::conditional_t<std::is_base_of_v<base, Type>, typename errors::type<Type>::template derives_from<base>,
                           typename errors::type<Type>::template has_a_base_made_for<base>>;
};

template <class Type>
inline constexpr bool is_of_its_own = std::is_same_v<typename descent<Type>::sentence, errors::nothing>;

/// Rejects a loss, rule, modifier or initializer that derives from a final one; layers are checked where they are chained.
template <class Type> constexpr void reject_descent() noexcept {
    static_assert(errors::derives_from_its_own_base<typename descent<Type>::sentence>,
                  "A class derived from one of the library inherits traits that may be false for it. Derive from "
                  "elementwise_loss<...> of the class itself, or from nothing, and call the other class's functions.");
}

/// A member as a type: equal for a class and for the base from which it inherits the member.
template <auto Member> struct member;

template <class Base, class Type>
inline constexpr bool is_base_of = std::is_base_of_v<Base, Type> && !std::is_same_v<Base, Type>;
template <class Type> struct any_base {
    template <class Base>
    requires is_base_of<Base, Type>
    constexpr operator Base() const noexcept;
};

/// True if one of the first three bases of an aggregate is such that `Wanted` converts to it. An aggregate is initialized
/// from its bases first, so the types from which it can be initialized tell what its bases are.
template <class Type, class Wanted, class Any = any_base<Type>>
inline constexpr bool has_base = requires(const Wanted& wanted, const Any& any) { Type{wanted}; } ||
                                 requires(const Wanted& wanted, const Any& any) { Type{any, wanted}; } ||
                                 requires(const Wanted& wanted, const Any& any) { Type{any, any, wanted}; };

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DIAGNOSTICS_FINAL_TYPE_HPP
