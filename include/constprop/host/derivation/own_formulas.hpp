#ifndef CONSTPROP_HOST_DERIVATION_OWN_FORMULAS_HPP
#define CONSTPROP_HOST_DERIVATION_OWN_FORMULAS_HPP

#include <constprop/host/derivation/symbols.hpp>
#include <constprop/host/formula/formula.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

/// Formulas of a layer that is known only by its own code. They are evaluated by this code, as in a training pass: the numbers
/// of a derivation run it, `numbers.template own<K>(rows)`.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

using symbols::layer_value;
using symbols::of;

/// fₖ(x; θ⁽ⁱ⁾), or fₖ(x) for a layer without parameters.
template <class Network, std::size_t K, of Of, formula::formula X> struct own_value : formula::formula_base {
    static constexpr formula::shape size = layer_value<Network, K, Of>::size;
    static constexpr bool begins_with_name = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::function.in(How);
        write_subscript<How>(out, K);
        out << "(";
        X::template write<How>(out);
        if constexpr (symbols::parameters_of<Network, K>() > 0) {
            out << "; ";
            symbols::parameters<Network, K>::template write<How>(out);
        }
        out << ")";
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        return symbols::arranged<Of>(numbers.template own<K>(symbols::arranged<Of>(X::value(numbers))).value());
    }
};

/// (∂Zₖ/∂Previous)ᵀ[Δₖ]: for a batch, the transposed Jacobian matrix of all its values, applied to all values of Δₖ. A layer such
/// as batch normalization mixes the samples.
template <class Network, std::size_t K, formula::formula Previous, formula::formula Dy>
struct own_gradient : formula::formula_base {
    static constexpr bool of_parameters = Previous::size.columns == 1 && Previous::size.rows != formula::any_number;
    static constexpr formula::shape size = Previous::size;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        using jacobian = symbols::derivative<layer_value<Network, K, of::batch>, Previous>;
        formula::transposed<jacobian>::template write<How>(out);
        out << "[";
        Dy::template write<How>(out);
        out << "]";
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        const auto gradient = numbers.template own<K>(numbers.values(K - 1)).backward(Dy::value(numbers));
        if constexpr (of_parameters) return gradient.parameters;
        else return gradient.x;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_OWN_FORMULAS_HPP
