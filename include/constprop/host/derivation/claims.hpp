#ifndef CONSTPROP_HOST_DERIVATION_CLAIMS_HPP
#define CONSTPROP_HOST_DERIVATION_CLAIMS_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/host/derivation/layers.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// Claims about gradients, for `check_gradient`.
namespace constprop::inline CONSTPROP_TARGET::host {

/// The parameters of a layer whose gradient is claimed.
enum class claimed_part { weights, biases, parameters };

/// Code to check, for the gradient of the weights W⁽ⁱ⁾, the biases b⁽ⁱ⁾ or all parameters θ⁽ⁱ⁾ of the i-th layer with parameters,
/// counted from 1. See `claim_weights`, `claim_biases`, `claim_parameters`.
template <std::size_t Ordinal, claimed_part Part, std::size_t Samples, class Code> struct gradient_claim {
    Code code;
};

/// A claim that code(net, x, y) is ∂ℓ/∂W⁽ⁱ⁾, shaped like W⁽ⁱ⁾: rows, indexed [output][input], or all values row by row.
/// With `Samples` = 0, x is one sample and y its target; otherwise they are std::arrays of that many. If layers carry a state,
/// x is a `sequence` of as many steps, at least one, and so is y. A target is shaped like the output. For a loss of classes it
/// is a std::size_t if the code takes one, else an array of probabilities.
template <std::size_t Ordinal, std::size_t Samples = 0, class Code>
[[nodiscard]] gradient_claim<Ordinal, claimed_part::weights, Samples, Code> claim_weights(Code code) {
    return {std::move(code)};
}
/// A claim that code(net, x, y) is ∂ℓ/∂b⁽ⁱ⁾: one value for each output.
template <std::size_t Ordinal, std::size_t Samples = 0, class Code>
[[nodiscard]] gradient_claim<Ordinal, claimed_part::biases, Samples, Code> claim_biases(Code code) {
    return {std::move(code)};
}
/// A claim that code(net, x, y) is ∂ℓ/∂θ⁽ⁱ⁾, for a layer without formulas: one value for each parameter, in the order of
/// `parameters()`.
template <std::size_t Ordinal, std::size_t Samples = 0, class Code>
[[nodiscard]] gradient_claim<Ordinal, claimed_part::parameters, Samples, Code> claim_parameters(Code code) {
    return {std::move(code)};
}

namespace calculus {

/// The number of the i-th layer with parameters; layers are counted from 1. After an error 0.
template <class Network, std::size_t Ordinal, std::size_t K = 1> constexpr std::size_t layer_of_ordinal() noexcept {
    constexpr std::size_t count = symbols::ordinal_of<Network, Network::layer_count>();
    if constexpr (Ordinal == 0 || Ordinal > count) {
        using sentence = typename errors::network_with_weight_layers<count>::template has_no_weight_layer<Ordinal>;
        static_assert(errors::claim_is_of_a_layer<sentence>,
                      "Layers with weights are counted from 1. Claim the gradient of one of those.");
        return 0;
    } else if constexpr (symbols::ordinal_of<Network, K>() == Ordinal) {
        return K;
    } else {
        return layer_of_ordinal<Network, Ordinal, K + 1>();
    }
}

/// True if a claim about layer K may be about these parameters; otherwise says why not.
template <class Network, std::size_t K, claimed_part Part>
requires(K == 0)
constexpr bool suits_claim() noexcept {
    return false;
}
template <class Network, std::size_t K, claimed_part Part> constexpr bool suits_claim() noexcept {
    using layer = typename Network::template layer_type<K - 1>;
    using subject = errors::layer<K - 1, layer>;
    constexpr bool has_biases = requires { typename formulas_of<Network, K>::b; };
    if constexpr (is_opaque<layer> ? Part == claimed_part::parameters
                                   : Part == claimed_part::weights || (Part == claimed_part::biases && has_biases)) {
        return true;
    } else {
        using sentence =
            std::conditional_t<Part == claimed_part::parameters, typename subject::has_formulas,
                               std::conditional_t<Part == claimed_part::biases, typename subject::has_no_biases,
                                                  typename subject::has_no_weights>>;
        static_assert(errors::claim_suits_the_layer<sentence>,
                      "A layer without formulas has all of its parameters in one column: claim_parameters. Others have "
                      "weights and perhaps biases: claim_weights, claim_biases.");
        return false;
    }
}

/// The parameters that a claim is about.
template <class Network, std::size_t K, claimed_part Part> struct claimed_parameter {
    using type = typename formulas_of<Network, K>::W;
};
template <class Network, std::size_t K> struct claimed_parameter<Network, K, claimed_part::biases> {
    using type = typename formulas_of<Network, K>::b;
};
template <class Network, std::size_t K, claimed_part Part>
using parameter_type = typename claimed_parameter<Network, K, Part>::type;

}  // namespace calculus
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_CLAIMS_HPP
