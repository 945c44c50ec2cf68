#ifndef CONSTPROP_HOST_DERIVATION_CHAIN_HPP
#define CONSTPROP_HOST_DERIVATION_CHAIN_HPP

#include <constprop/host/derivation/losses.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// True if the numbers of a layer's Jacobian matrices come from its own code.
template <class Formulas> inline constexpr bool has_own_jacobian = false;
template <class Formulas>
requires requires { Formulas::is_own; }
inline constexpr bool has_own_jacobian<Formulas> = Formulas::is_own;

/// The two passes through a chain as formulas. Layers are counted from 1; zₖ is the output of layer k, z₀ = x, and the last
/// output is ŷ.
template <class Network, class Loss> struct chain {
    static constexpr std::size_t last = Network::layer_count;

    template <std::size_t K> using layer = formulas_of<Network, K>;
    template <std::size_t K> using layer_type = typename Network::template layer_type<K - 1>;
    template <std::size_t K> static constexpr bool is_linear = calculus::is_linear<layer_type<K>>;
    template <std::size_t K> static constexpr bool is_own = has_own_jacobian<layer<K>>;
    template <std::size_t K> static constexpr bool has_weights = symbols::parameters_of<Network, K>() > 0;
    template <std::size_t K> static constexpr bool has_biases = has_weights<K> && requires { typename layer<K>::b; };
    template <std::size_t K> static constexpr bool learns = has_weights<K> && thawed<layer_type<K>>::learns;

    template <std::size_t K, of Of = of::sample> static constexpr layer_value<Network, K, Of> z{};
    template <std::size_t K, of Of = of::sample> static constexpr symbols::delta<Network, K, Of> delta{};
    template <std::size_t K> static constexpr typename layer<K>::W W{};
    template <std::size_t K> static constexpr typename layer<K>::b b{};
    template <of Of = of::sample> static constexpr symbols::target<Network, Of> y{};

    // Forward.

    /// zₖ from zₖ₋₁.
    template <std::size_t K, of Of = of::sample> static constexpr auto forward() noexcept {
        return layer<K>::template forward<Of>(z<K - 1, Of>);
    }
    /// zₖ from x and the parameters: the left fold of the layers over x.
    template <std::size_t K, of Of = of::sample> static constexpr auto expanded() noexcept {
        if constexpr (K == 0) return z<0, Of>;
        else return layer<K>::template forward<Of>(expanded<K - 1, Of>());
    }
    template <of Of = of::sample> static constexpr auto loss() noexcept {
        return loss_formulas<Network, Loss>::template value<Of>();
    }

    // Backward. In numerator layout ∂ℓ/∂z is a row, and the chain rule is a product from left to right.

    template <std::size_t K>
    static constexpr symbols::derivative<symbols::loss<Network>, layer_value<Network, K>> row{};
    /// ∂zₖ/∂zₖ₋₁ as a factor of a product: W for a linear layer, its own symbol otherwise.
    template <std::size_t K> static constexpr auto factor() noexcept {
        if constexpr (is_linear<K>) return W<K>;
        else return symbols::derivative<layer_value<Network, K>, layer_value<Network, K - 1>>{};
    }
    /// ∂zₖ/∂zₖ₋₁, its elements.
    template <std::size_t K> static constexpr auto jacobian() noexcept { return layer<K>::jacobian(); }
    /// ∂ℓ/∂ŷ, its elements.
    static constexpr auto loss_row() noexcept {
        return transpose(loss_formulas<Network, Loss>::template slope<of::sample>());
    }
    /// ∂ℓ/∂zₖ from ∂ℓ/∂zₖ₊₁.
    template <std::size_t K> static constexpr auto backward_row() noexcept { return row<K + 1> * factor<K + 1>(); }
    /// ∂ℓ/∂zₖ from ∂ℓ/∂ŷ: the right fold of the layers.
    template <std::size_t K> static constexpr auto expanded_row() noexcept {
        if constexpr (K == last) return row<last>;
        else return expanded_row<K + 1>() * factor<K + 1>();
    }

    /// δₖ from δₖ₊₁, and δ of ŷ from the loss.
    template <std::size_t K, of Of = of::sample> static constexpr auto backward() noexcept {
        if constexpr (K == last) return loss_formulas<Network, Loss>::template slope<Of>();
        else return layer<K + 1>::template backward<Of>(delta<K + 1, Of>);
    }

    // Gradients of parameters.

    /// ∂ℓ/∂W and ∂ℓ/∂b in numerator layout: shaped like Wᵀ and bᵀ.
    template <std::size_t K> static constexpr auto weight_row() noexcept {
        return layer<K>::weight_row(expanded_row<K>(), z<K - 1>);
    }
    template <std::size_t K> static constexpr auto bias_row() noexcept { return layer<K>::bias_row(expanded_row<K>()); }

    /// ∂ℓ/∂W and ∂ℓ/∂b shaped like W and b.
    template <std::size_t K, of Of = of::sample> static constexpr auto weight_gradient() noexcept {
        return layer<K>::template weight_gradient<Of>(delta<K, Of>, z<K - 1, Of>);
    }
    template <std::size_t K, of Of = of::sample> static constexpr auto bias_gradient() noexcept {
        return layer<K>::template bias_gradient<Of>(delta<K, Of>);
    }
};

/// The weights, or the biases, of layer K of a chain: their symbol, their gradient in numerator layout and shaped like
/// themselves; `in(gradient)` are theirs among those of the layer.
template <class Chain, std::size_t K> struct weights_of {
    static constexpr auto symbol = Chain::template W<K>;
    static constexpr auto row() noexcept { return Chain::template weight_row<K>(); }
    template <of Of = of::sample> static constexpr auto gradient() noexcept {
        return Chain::template weight_gradient<K, Of>();
    }
    static auto& in(auto& gradient) noexcept { return gradient.weights; }
};
template <class Chain, std::size_t K> struct biases_of {
    static constexpr auto symbol = Chain::template b<K>;
    static constexpr auto row() noexcept { return Chain::template bias_row<K>(); }
    template <of Of = of::sample> static constexpr auto gradient() noexcept {
        return Chain::template bias_gradient<K, Of>();
    }
    static auto& in(auto& gradient) noexcept { return gradient.biases; }
};

/// Calls each(weights_of<…>{}) and each(biases_of<…>{}) for the parameters of layer K; for those that learn.
template <class Chain, std::size_t K> void for_each_parameter_of(auto&& each) {
    if constexpr (Chain::template has_weights<K>) each(weights_of<Chain, K>{});
    if constexpr (Chain::template has_biases<K>) each(biases_of<Chain, K>{});
}
template <class Chain, std::size_t K> void for_each_learning_of(auto&& each) {
    if constexpr (Chain::template learns<K>) for_each_parameter_of<Chain, K>(each);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_CHAIN_HPP
