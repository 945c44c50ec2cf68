#ifndef CONSTPROP_LOSSES_COMPLETE_HPP
#define CONSTPROP_LOSSES_COMPLETE_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/final_type.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/numbers/has_count.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// Checks a user's own loss for missing members, among those that `loss` lists.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The loss inside a weighted or unfused one, or the loss itself.
template <class Loss> struct unwrapped_loss {
    using type = Loss;
};
template <class Loss>
requires requires { typename Loss::wrapped; }
struct unwrapped_loss<Loss> : unwrapped_loss<typename Loss::wrapped> {};

/// What a loss of `Outputs` values of T lacks for targets of this type: a sentence, or `errors::nothing`.
template <class Loss, class T, std::size_t Outputs, class Target> constexpr auto say_of_loss() noexcept {
    using subject = errors::loss<Loss>;
    if constexpr (std::is_base_of_v<elementwise_loss<Loss>, Loss>) {
        if constexpr (!requires(const Loss& loss, T z) { loss.value(z, z); })
            return std::type_identity<typename subject::template has_no_value_of<T>>{};
        else if constexpr (!requires(const Loss& loss, T z) { loss.slope(z, z); })
            return std::type_identity<typename subject::template has_no_slope_of<T>>{};
        else return std::type_identity<errors::nothing>{};
    } else if constexpr (!requires(const Loss& loss, const T* z, const Target& y) {
                             loss.template total<Outputs>(z, y);
                         }) {
        return std::type_identity<typename subject::template has_no_total_for<Target>>{};
    } else if constexpr (!requires(const Loss& loss, const Target& y) { loss.template share<Outputs, T>(y); }) {
        return std::type_identity<typename subject::template has_no_share_for<Target>>{};
    } else if constexpr (!requires(const Loss& loss, const T* z, const Target& y, T* out) {
                             loss.template gradient<Outputs>(z, y, *z, out);
                         }) {
        return std::type_identity<typename subject::template has_no_gradient_for<Target>>{};
    } else {
        return std::type_identity<errors::nothing>{};
    }
}

/// What a loss lacks for a target that it claims to take.
template <class Network, class Loss> constexpr auto say_of_loss_with() noexcept {
    using T = typename Network::scalar;
    using output = typename Network::output_type;
    if constexpr (Loss::template targets<output, output>) return say_of_loss<Loss, T, Network::output_size, output>();
    else if constexpr (Loss::template targets<std::size_t, output>)
        return say_of_loss<Loss, T, Network::output_size, std::size_t>();
    else return std::type_identity<errors::nothing>{};
}

/// True if a loss is complete for a network, and both can be computed. Also true if it is no loss or if this is no network,
/// which is another error.
template <class Network, class Loss>
inline constexpr bool is_complete_loss = [] {
    using own = typename unwrapped_loss<Loss>::type;
    if constexpr (!loss<own> || Network::layer_count == 0) return true;
    else if constexpr (!is_computable<Network>) return false;
    else if constexpr (!is_of_its_own<own> || !has_what_it_needs<own, typename Network::scalar>) return false;
    else if constexpr (!has_count<typename Network::scalar, Network::output_size>) return false;
    else return std::is_same_v<decltype(say_of_loss_with<Network, own>()), std::type_identity<errors::nothing>>;
}();

/// Says what the loss lacks.
template <class Network, class Loss> constexpr void reject_loss() noexcept {
    using own = typename unwrapped_loss<Loss>::type;
    using T = typename Network::scalar;
    if constexpr (!is_computable<Network>) {
        static_assert(
            errors::scalar_has_functions<typename Network::about_scalar>,
            "float and double have all elementary functions, a class has those that stand beside it. Put those "
            "functions beside the scalar's class, constexpr and noexcept.");
    } else if constexpr (!is_of_its_own<own>) {
        static_assert(errors::derives_from_its_own_base<typename descent<own>::sentence>,
                      "A loss derived from another is computed as that one. Derive from elementwise_loss<...> of "
                      "the class itself, or from nothing, and call what you need.");
    } else if constexpr (!has_what_it_needs<own, T>) {
        static_assert(
            errors::scalar_has_functions<typename lacking<own, T>::template which<own>::needs>,
            "float and double have all elementary functions, a class has those that stand beside it. Put those "
            "functions beside the scalar's class, constexpr and noexcept.");
    } else if constexpr (!has_count<T, Network::output_size>) {
        using sentence = typename errors::largest_number_of<T>::template is_less_than<Network::output_size>;
        static_assert(
            errors::scalar_has_count<sentence>,
            "A loss divides by the number of outputs, or sums over them. Take a scalar with more integer bits.");
    } else {
        using said = decltype(say_of_loss_with<Network, own>());
        static_assert(
            errors::loss_is_complete<typename said::type>,
            "An elementwise loss has value(prediction, target) and slope(prediction, target); any other has total, "
            "share and gradient. Add what is missing; losses/loss.hpp says what it is.");
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LOSSES_COMPLETE_HPP
