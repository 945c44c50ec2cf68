#ifndef CONSTPROP_OPTIMIZERS_REJECT_STEP_HPP
#define CONSTPROP_OPTIMIZERS_REJECT_STEP_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <concepts>
#include <type_traits>

/// Why an optimizer does not step what it is given.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if an argument, given as a forwarding reference, can be changed by a training step; a sentence if not.
template <class Given>
inline constexpr bool is_variable =
    std::is_lvalue_reference_v<Given> && !std::is_const_v<std::remove_reference_t<Given>>;
template <class Given, class Subject = errors::type<std::remove_cvref_t<Given>>>
using said_of_constant =
    std::conditional_t<std::is_lvalue_reference_v<Given>, typename Subject::is_constant_but_would_change,
                       typename Subject::is_a_temporary_but_would_change>;

/// Says why an optimizer for `Network` does not step `Other`, given as a forwarding reference, by `Gradient`.
template <class Network, class Other, class Gradient> constexpr void reject_step() noexcept {
    using other = std::remove_cvref_t<Other>;
    if constexpr (!std::is_same_v<other, Network> || is_variable<Other>) {
        using stranger = std::conditional_t<std::is_same_v<other, Network>, Gradient, other>;
        if constexpr (std::is_same_v<other, Network> && requires(const Gradient& given) {
                          { given.gradient } -> std::convertible_to<const typename Network::gradient_type&>;
                      }) {
            static_assert(errors::gradient_steps<typename errors::type<Gradient>::is_a_loss_with_its_gradient>,
                          "differentiate returns the loss and its gradient, and a step takes the gradient. Give its "
                          ".gradient.");
        } else {
            using sentence = typename errors::optimizer_made_for<Network>::template but_given<stranger>;
            static_assert(errors::networks_are_the_same<sentence>,
                          "An optimizer steps networks, by gradients, of the type that it was made for. Call "
                          "make_optimizer with this network.");
        }
    } else {
        static_assert(errors::training_can_write<said_of_constant<Other>>,
                      "A training step changes the network. Give a variable that is not const.");
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_OPTIMIZERS_REJECT_STEP_HPP
