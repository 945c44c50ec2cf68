#ifndef CONSTPROP_HOST_DERIVATION_LAYERS_HPP
#define CONSTPROP_HOST_DERIVATION_LAYERS_HPP

#include <constprop/host/derivation/activations.hpp>
#include <constprop/host/derivation/convolution_formulas.hpp>
#include <constprop/host/derivation/norm_formulas.hpp>
#include <constprop/host/derivation/own_formulas.hpp>
#include <constprop/host/derivation/symbols.hpp>
#include <constprop/host/formula/functions.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

/// The formulas of each kind of layer, for a sample and for a batch, forward and backward.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// Layer k (from 1) of a network, y = f(x): `forward(x)` is y, `jacobian()` is ∂y/∂x, and `backward(dy)` is the gradient with
/// respect to x, from the gradient with respect to y. A sample is a column; in a batch samples are rows.
///
/// A layer with parameters has the symbols `W` and, with biases, `b`. From the row ∂ℓ/∂y, `weight_row(row, x)` is ∂ℓ/∂W in
/// numerator layout; `weight_gradient(dy, x)` is shaped like W.
///
/// This is a layer that is known only by its own code. W stands for all of its parameters.
template <class Network, std::size_t K, class Layer> struct layer_formulas {
    using W = symbols::parameters<Network, K>;
    template <class Previous> using derivative = symbols::derivative<layer_value<Network, K>, Previous>;
    static constexpr bool is_own = true;

    template <of Of, class X> static constexpr own_value<Network, K, Of, X> forward(X) noexcept { return {}; }
    static constexpr derivative<layer_value<Network, K - 1>> jacobian() noexcept { return {}; }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        if constexpr (Of == of::sample) return transpose(jacobian()) * dy;
        else return own_gradient<Network, K, layer_value<Network, K - 1, Of>, Dy>{};
    }
    template <class Row, class X> static constexpr auto weight_row(Row row, X) noexcept {
        return row * derivative<W>{};
    }
    template <of Of, class Dy, class X> static constexpr auto weight_gradient(Dy dy, X) noexcept {
        if constexpr (Of == of::sample) return transpose(derivative<W>{}) * dy;
        else return own_gradient<Network, K, W, Dy>{};
    }
};

/// The biases that a layer adds to its outputs.
template <class Network, std::size_t K> struct added_biases {
    using b = symbols::bias<Network, K>;

    template <class Row> static constexpr Row bias_row(Row row) noexcept { return row; }
    template <of Of, class Dy> static constexpr auto bias_gradient(Dy dy) noexcept {
        if constexpr (Of == of::sample) return dy;
        else return transpose(dy) * ones<any_number, 1>{};
    }
};

template <class Network, std::size_t K, class Layer>
requires is_linear<Layer>
struct layer_formulas<Network, K, Layer> : added_biases<Network, K> {
    using W = symbols::weight<Network, K>;
    using typename added_biases<Network, K>::b;

    template <of Of, class X> static constexpr auto forward(X x) noexcept {
        if constexpr (Of == of::sample) return W{} * x + b{};
        else return x * transpose(W{}) + ones<any_number, 1>{} * transpose(b{});
    }
    static constexpr auto jacobian() noexcept { return W{}; }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        if constexpr (Of == of::sample) return transpose(W{}) * dy;
        else return dy * W{};
    }
    template <class Row, class X> static constexpr auto weight_row(Row row, X x) noexcept { return x * row; }
    template <of Of, class Dy, class X> static constexpr auto weight_gradient(Dy dy, X x) noexcept {
        if constexpr (Of == of::sample) return dy * transpose(x);
        else return transpose(dy) * x;
    }
};

template <class Network, std::size_t K, std::size_t Size>
struct layer_formulas<Network, K, scale<Size>> : added_biases<Network, K> {
    using W = symbols::weight<Network, K>;
    using typename added_biases<Network, K>::b;
    static constexpr ones<any_number, 1> every_sample{};

    template <of Of, class X> static constexpr auto forward(X x) noexcept {
        if constexpr (Of == of::sample) return hadamard(W{}, x) + b{};
        else return hadamard(x, every_sample * transpose(W{})) + every_sample * transpose(b{});
    }
    static constexpr auto jacobian() noexcept { return diag(W{}); }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        if constexpr (Of == of::sample) return hadamard(dy, W{});
        else return hadamard(dy, every_sample * transpose(W{}));
    }
    template <class Row, class X> static constexpr auto weight_row(Row row, X x) noexcept { return row * diag(x); }
    template <of Of, class Dy, class X> static constexpr auto weight_gradient(Dy dy, X x) noexcept {
        if constexpr (Of == of::sample) return hadamard(dy, x);
        else return transpose(hadamard(dy, x)) * every_sample;
    }
};

template <class Network, std::size_t K, class Layer>
requires is_elementwise<Layer> && (!keeps_values<Layer>)
struct layer_formulas<Network, K, Layer> {
    using activation = typename thawed<Layer>::type;
    template <of Of> using x = layer_value<Network, K - 1, Of>;

    template <of Of, class X> static constexpr auto forward(X x_) noexcept { return activate<activation>(x_); }
    static constexpr auto jacobian() noexcept { return diag(activation_formulas<activation>::slope(x<of::sample>{})); }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        return hadamard(dy, activation_formulas<activation>::slope(x<Of>{}));
    }
};

template <class Network, std::size_t K, class Layer>
requires is_convolution<Layer>
struct layer_formulas<Network, K, Layer>
    : std::conditional_t<(symbols::shape_of<Network, K>().biases > 0), convolution_with_biases<Network, K>,
                         convolution_without_biases<Network, K>> {};

template <class Network, std::size_t K, class Layer>
requires is_normalization<Layer>
struct layer_formulas<Network, K, Layer>
    : std::conditional_t<normalizes_vectors<Network, K>(), vector_normalization_formulas<Network, K>,
                         normalization_formulas<Network, K>> {};

template <class Network, std::size_t K, class Layer>
requires keeps_values<Layer>
struct layer_formulas<Network, K, Layer> {
    template <of Of, class X> static constexpr X forward(X x) noexcept { return x; }
    static constexpr auto jacobian() noexcept { return unit_matrix<layer_value<Network, K>::values>{}; }
    template <of Of, class Dy> static constexpr Dy backward(Dy dy) noexcept { return dy; }
};

/// softmax and log_softmax as functions of a sample.
template <class Layer> struct function_of_sample {
    template <notation How, class Out> static constexpr void write_before(Out& out) noexcept {
        if constexpr (std::is_same_v<Layer, log_softmax>) {
            write_name<How>(out, "log");
            out << (How == notation::latex ? "\\," : " ");
            write_name<How>(out, "softmax");
        } else {
            write_name<How>(out, short_name<Layer>());
        }
        out << "(";
    }
    // The size is known only at run time, so this is the definition, not the layer's own code.
    template <class T> static void of_sample(const T* from, T* to, std::size_t size) {
        T greatest = from[0], sum = T(0);
        for (std::size_t j = 0; j < size; ++j) greatest = from[j] > greatest ? from[j] : greatest;
        for (std::size_t j = 0; j < size; ++j) sum += math::exp(from[j] - greatest);
        for (std::size_t j = 0; j < size; ++j) {
            if constexpr (std::is_same_v<Layer, log_softmax>) to[j] = from[j] - greatest - math::log(sum);
            else to[j] = math::exp(from[j] - greatest) / sum;
        }
    }
};
inline constexpr formula::apply<function_of_sample<constprop::softmax>> softmax_of{};
inline constexpr formula::apply<function_of_sample<constprop::log_softmax>> log_softmax_of{};

/// softmax(z) by exp, and its Jacobian matrix by the quotient rule: diag(exp(z))/Σ − (exp(z)/Σ)(exp(z)/Σ)ᵀ.
template <class Z> constexpr auto softmax_definition(Z z) noexcept { return formula::exp(z) / sum_of(formula::exp(z)); }
template <class Z> constexpr auto softmax_jacobian(Z z) noexcept {
    return diag(formula::exp(z)) / sum_of(formula::exp(z)) - softmax_definition(z) * transpose(softmax_definition(z));
}

template <class Network, std::size_t K> struct layer_formulas<Network, K, constprop::softmax> {
    static constexpr std::size_t size = Network::shape_of(K - 1).outputs;
    template <of Of> using y = layer_value<Network, K, Of>;

    template <of Of, class X> static constexpr auto forward(X x) noexcept { return softmax_of(x); }
    template <class Z> static constexpr auto definition(Z z) noexcept { return softmax_definition(z); }
    template <class Z> static constexpr auto jacobian_by_the_chain_rule(Z z) noexcept { return softmax_jacobian(z); }
    static constexpr auto jacobian() noexcept {
        return diag(y<of::sample>{}) - y<of::sample>{} * transpose(y<of::sample>{});
    }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        if constexpr (Of == of::sample) return hadamard(y<Of>{}, dy) - y<Of>{} * (transpose(y<Of>{}) * dy);
        else return hadamard(y<Of>{}, dy - hadamard(y<Of>{}, dy) * ones<size, 1>{} * transpose(ones<size, 1>{}));
    }
};

template <class Network, std::size_t K> struct layer_formulas<Network, K, constprop::log_softmax> {
    static constexpr std::size_t size = Network::shape_of(K - 1).outputs;
    template <of Of> using y = layer_value<Network, K, Of>;

    template <of Of, class X> static constexpr auto forward(X x) noexcept { return log_softmax_of(x); }
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return z - formula::log(sum_of(formula::exp(z)));
    }
    template <class Z> static constexpr auto jacobian_by_the_chain_rule(Z z) noexcept {
        return unit_matrix<size>{} - ones<size, 1>{} * transpose(softmax_definition(z));
    }
    static constexpr auto jacobian() noexcept {
        return unit_matrix<size>{} - ones<size, 1>{} * transpose(formula::exp(y<of::sample>{}));
    }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        if constexpr (Of == of::sample) return dy - formula::exp(y<Of>{}) * (transpose(ones<size, 1>{}) * dy);
        else return dy - hadamard(formula::exp(y<Of>{}), dy * ones<size, 1>{} * transpose(ones<size, 1>{}));
    }
};

/// The formulas of layer k of a network.
template <class Network, std::size_t K>
using formulas_of = layer_formulas<Network, K, known_as<typename Network::template layer_type<K - 1>>>;

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_LAYERS_HPP
