#ifndef CONSTPROP_OPTIMIZERS_RULE_HPP
#define CONSTPROP_OPTIMIZERS_RULE_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/final_type.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/numbers/scalar_functions.hpp>
#include <constprop/optimizers/decay_weights_only.hpp>
#include <constprop/optimizers/with.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Checks a user's own update rule for missing members, among those that `optimizer` lists.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a type is meant as a rule.
template <class Rule>
inline constexpr bool is_rule = requires {
    { Rule::buffers } -> std::convertible_to<std::size_t>;
    typename Rule::template stepper<float>;
};
template <class Rule, class... Modifiers> inline constexpr bool is_rule<with<Rule, Modifiers...>> = is_rule<Rule>;

/// True if a stepper updates a weight of type Value, given its gradient and buffers. A stepper that takes vectors is held
/// as a constant.
template <class Stepper, class Value, std::size_t... Buffer>
constexpr bool steps_over(std::index_sequence<Buffer...> /*buffers*/) noexcept {
    using held = std::conditional_t<takes_vectors<Stepper>, const Stepper, Stepper>;
    return requires(held& stepper, Value& weight, const Value& gradient, Value(&buffers)[1 + sizeof...(Buffer)]) {
        stepper(weight, gradient, buffers[Buffer]...);
    };
}

/// What a rule lacks in a network of T: a sentence, or `errors::nothing`.
template <class Rule, class T> constexpr auto say_of_rule() noexcept {
    using subject = errors::rule<Rule>;
    if constexpr (!requires { typename Rule::template stepper<T>; }) {
        return std::type_identity<typename subject::template makes_no_stepper_of<T>>{};
    } else {
        using stepper = typename Rule::template stepper<T>;
        constexpr std::size_t buffers = Rule::buffers;
        using each_buffer = std::make_index_sequence<buffers>;
        if constexpr (!std::is_constructible_v<stepper, const Rule&> || !std::is_copy_constructible_v<stepper>)
            return std::type_identity<typename subject::template makes_no_stepper_of<T>>{};
        else if constexpr (!requires(stepper& of, T factor) { of.begin(factor); })
            return std::type_identity<typename subject::has_no_begin>{};
        else if constexpr (requires(const stepper& of) { of.update(); } || requires { stepper::takes_places; })
            return std::type_identity<errors::nothing>{};
        else if constexpr (!steps_over<stepper, T>(each_buffer{}))
            return std::type_identity<typename subject::template takes_no_gradient_with_buffers<buffers>>{};
        else if constexpr (takes_vectors<stepper> && kernels::has_vectors<T>) {
            if constexpr (!steps_over<stepper, kernels::vector<T, 4>>(each_buffer{}))
                return std::type_identity<typename subject::template takes_no_vectors_with_buffers<buffers>>{};
            else return std::type_identity<errors::nothing>{};
        } else return std::type_identity<errors::nothing>{};
    }
}

template <class Rule, class T>
inline constexpr bool is_complete_rule = [] {
    if constexpr (!is_of_its_own<Rule> || !has_what_it_needs<Rule, T>) return false;
    else if constexpr (!std::is_same_v<typename decltype(say_of_rule<Rule, T>())::type, errors::nothing>) return false;
    else return is_of_its_own<typename Rule::template stepper<T>>;
}();

/// The function that updates a parameter in a step: the stepper, or the result of its `update()`.
template <class Stepper> constexpr decltype(auto) update_of(Stepper& stepper) noexcept {
    if constexpr (requires { stepper.update(); }) return stepper.update();
    else return (stepper);
}

/// True if `decay_weights_only` works with a rule: its stepper is held by value, and has a version without decay.
template <class Rule, class T>
inline constexpr bool leaves_out_decay = [] {
    using stepper = typename Rule::template stepper<T>;
    using update = std::remove_cvref_t<decltype(update_of(std::declval<stepper&>()))>;
    return takes_vectors<update> && requires(const update& by) { by.without_decay(); };
}();

/// True if a rule, with or without modifiers, updates networks of T.
template <class Rule, class T> inline constexpr bool updates = is_rule<Rule>;
template <class Rule, class T>
requires is_rule<Rule>
inline constexpr bool updates<Rule, T> = is_complete_rule<Rule, T>;
template <class Rule, class... Modifiers, class T>
requires is_rule<Rule>
inline constexpr bool updates<with<Rule, Modifiers...>, T> =
    is_complete_rule<Rule, T> && ((is_of_its_own<Modifiers> && has_what_it_needs<Modifiers, T>) && ...) && [] {
        if constexpr ((decays_weights_only<Modifiers> || ...)) return leaves_out_decay<Rule, T>;
        else return true;
    }();

/// Says why a rule does not update networks of T.
template <class Rule, class T> struct rejected_rule {
    static constexpr void reject() noexcept {
        if constexpr (!is_rule<Rule>) {
            static_assert(
                errors::rule_updates<typename errors::type<Rule>::is_no_rule>,
                "An update rule is sgd{...}, plain_sgd{...}, adam{...}, adamw{...} or rmsprop{...}, or one of "
                "those with(...) modifiers. See optimizers/optimizer.hpp for rules of your own.");
        } else if constexpr (!is_of_its_own<Rule>) {
            static_assert(errors::derives_from_its_own_base<typename descent<Rule>::sentence>,
                          "A rule derived from another is run as that one. Write a rule that holds the other as "
                          "a member.");
        } else if constexpr (!has_what_it_needs<Rule, T>) {
            static_assert(
                errors::scalar_has_functions<typename lacking<Rule, T>::template which<Rule>::needs>,
                "float and double have all elementary functions, a class has those that stand beside it. Put those "
                "functions beside the scalar's class, constexpr and noexcept.");
        } else {
            using said = decltype(say_of_rule<Rule, T>());
            static_assert(
                errors::rule_is_complete<typename said::type>,
                "A rule has a stepper<T>, made from the rule, with begin(factor) and a call for each parameter: "
                "(weight, gradient, buffer...). Add what is missing; optimizers/optimizer.hpp says what it is.");
            if constexpr (std::is_same_v<typename said::type, errors::nothing>)
                static_assert(
                    errors::derives_from_its_own_base<typename descent<typename Rule::template stepper<T>>::sentence>,
                    "A stepper derived from one of the library inherits traits that may be false for it. Write one "
                    "that holds the other as a member.");
        }
    }
};
template <class Rule, class... Modifiers, class T> struct rejected_rule<with<Rule, Modifiers...>, T> {
    template <class Modifier, class... Rest> static constexpr auto first_wrong() noexcept {
        constexpr bool is_right = is_of_its_own<Modifier> && has_what_it_needs<Modifier, T>;
        if constexpr (is_right && sizeof...(Rest) > 0) return first_wrong<Rest...>();
        else return std::type_identity<Modifier>{};
    }
    static constexpr void reject() noexcept {
        if constexpr (!updates<Rule, T>) {
            rejected_rule<Rule, T>::reject();
        } else if constexpr (((is_of_its_own<Modifiers> && has_what_it_needs<Modifiers, T>) && ...)) {
            static_assert(errors::rule_is_complete<typename errors::rule<Rule>::makes_no_stepper_without_decay>,
                          "decay_weights_only updates biases and gains by a stepper that does the same without weight "
                          "decay. Give the rule's stepper without_decay() and takes_vectors.");
        } else {
            using wrong = typename decltype(first_wrong<Modifiers...>())::type;
            static_assert(
                errors::derives_from_its_own_base<typename descent<wrong>::sentence>,
                "A modifier derived from another is run as that one. Write one that holds the other as a member.");
            if constexpr (is_of_its_own<wrong>)
                static_assert(
                    errors::scalar_has_functions<typename lacking<wrong, T>::template which<wrong>::needs>,
                    "float and double have all elementary functions, a class has those that stand beside it. Put "
                    "those functions beside the scalar's class, constexpr and noexcept.");
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_OPTIMIZERS_RULE_HPP
