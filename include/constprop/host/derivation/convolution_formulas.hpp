#ifndef CONSTPROP_HOST_DERIVATION_CONVOLUTION_FORMULAS_HPP
#define CONSTPROP_HOST_DERIVATION_CONVOLUTION_FORMULAS_HPP

#include <constprop/host/derivation/convolution.hpp>
#include <constprop/host/derivation/own_formulas.hpp>
#include <constprop/host/derivation/symbols.hpp>
#include <constprop/host/formula/algebra.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// A convolution in a chain. Its functions are sums, which `convolution_sums` writes.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The functions of layer K, a convolution: convₖ(W, x) without biases; convTₖ(W, δ), the gradient with respect to x;
/// correlationₖ(δ, x), that with respect to W; sumₖ(δ), that with respect to the biases.
enum class convolution_function { forward, backward, of_weights, of_biases };

template <convolution_function Which, class Network, std::size_t K, of Of>
constexpr formula::shape shape_given() noexcept {
    if constexpr (Which == convolution_function::forward) return layer_value<Network, K, Of>::size;
    else if constexpr (Which == convolution_function::backward) return layer_value<Network, K - 1, Of>::size;
    else if constexpr (Which == convolution_function::of_weights) return symbols::weight<Network, K>::size;
    else return {symbols::weight<Network, K>::size.rows, 1};
}

/// One of these functions, of one or two formulas. Those of values are columns, or rows of a batch.
template <convolution_function Which, class Network, std::size_t K, of Of, formula::formula First,
          formula::formula... Second>
struct of_convolution : formula::formula_base {
    static constexpr formula::shape size = shape_given<Which, Network, K, Of>();
    static constexpr bool begins_with_name = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        constexpr std::string_view names[] = {"conv", "convT", "correlation", "sum"};
        write_name<How>(out, names[static_cast<std::size_t>(Which)]);
        write_subscript<How>(out, K);
        out << "(";
        First::template write<How>(out);
        ((out << ", ", Second::template write<How>(out)), ...);
        out << ")";
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using symbols::arranged;
        constexpr const convolution& layer = convolution_of<Network, K>;
        if constexpr (Which == convolution_function::forward)
            return arranged<Of>(layer.forward(First::value(numbers), arranged<Of>(Second::value(numbers)...)));
        else if constexpr (Which == convolution_function::backward)
            return arranged<Of>(layer.backward(First::value(numbers), arranged<Of>(Second::value(numbers)...)));
        else if constexpr (Which == convolution_function::of_weights)
            return layer.of_weights(arranged<Of>(First::value(numbers)), arranged<Of>(Second::value(numbers)...));
        else return layer.of_biases(arranged<Of>(First::value(numbers)));
    }
};

/// The biases of a convolution at every place, of all samples.
template <class Network, std::size_t K, of Of> struct bias_at_places : formula::formula_base {
    using bias = symbols::bias<Network, K>;
    static constexpr formula::shape size = layer_value<Network, K, Of>::size;
    static constexpr bool is_symbol = true, has_superscript = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        bias::template write<How>(out);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        return symbols::arranged<Of>(convolution_of<Network, K>.spread(bias::value(numbers), numbers.samples()));
    }
};

/// y = conv(W, x) + b, or without b.
template <class Network, std::size_t K> struct convolution_without_biases {
    using W = symbols::weight<Network, K>;
    static constexpr bool is_own = true;

    template <convolution_function Which, of Of, class... Formulas>
    static constexpr of_convolution<Which, Network, K, Of, Formulas...> function(Formulas...) noexcept {
        return {};
    }

    template <of Of, class X> static constexpr auto forward(X x) noexcept {
        return function<convolution_function::forward, Of>(W{}, x);
    }
    static constexpr symbols::derivative<layer_value<Network, K>, layer_value<Network, K - 1>> jacobian() noexcept {
        return {};
    }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        return function<convolution_function::backward, Of>(W{}, dy);
    }
    template <class Row, class X> static constexpr auto weight_row(Row row, X x) noexcept {
        return transpose(function<convolution_function::of_weights, of::sample>(transpose(row), x));
    }
    template <of Of, class Dy, class X> static constexpr auto weight_gradient(Dy dy, X x) noexcept {
        return function<convolution_function::of_weights, Of>(dy, x);
    }
};
template <class Network, std::size_t K> struct convolution_with_biases : convolution_without_biases<Network, K> {
    using base = convolution_without_biases<Network, K>;
    using b = symbols::bias<Network, K>;
    template <of Of> static constexpr bias_at_places<Network, K, Of> biases{};

    template <of Of, class X> static constexpr auto forward(X x) noexcept {
        return base::template forward<Of>(x) + biases<Of>;
    }
    template <class Row> static constexpr auto bias_row(Row row) noexcept {
        return transpose(base::template function<convolution_function::of_biases, of::sample>(transpose(row)));
    }
    template <of Of, class Dy> static constexpr auto bias_gradient(Dy dy) noexcept {
        return base::template function<convolution_function::of_biases, Of>(dy);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_CONVOLUTION_FORMULAS_HPP
