#ifndef CONSTPROP_HOST_DERIVATION_SYMBOLS_HPP
#define CONSTPROP_HOST_DERIVATION_SYMBOLS_HPP

#include <constprop/concept/layer.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/formula.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

/// The symbols of a derivation: x, z₁ … ŷ, y, W⁽ⁱ⁾, b⁽ⁱ⁾, δₖ, and derivatives.
namespace constprop::inline CONSTPROP_TARGET::host::symbols {

/// One sample, as columns, or a batch, with a sample in each row.
enum class of { sample, batch };

template <of Of> constexpr formula::shape shaped(std::size_t values) noexcept {
    return Of == of::sample ? formula::shape{values, 1} : formula::shape{formula::any_number, values};
}
/// The numbers have a row for each sample; a single sample is transposed to a column.
template <of Of, class Matrix> Matrix arranged(const Matrix& rows) {
    return Of == of::sample ? transpose_of(rows) : rows;
}

/// The output of layer k, counted from 1: x = z₀, z₁, …, ŷ; in a batch X, Z₁, …, Ŷ.
template <class Network, std::size_t K, of Of = of::sample> struct layer_value : formula::formula_base {
    static constexpr std::size_t values = K == 0 ? Network::input_size : Network::shape_of(K == 0 ? 0 : K - 1).outputs;
    static constexpr formula::shape size = shaped<Of>(values);
    static constexpr bool is_symbol = true, is_input = K == 0, is_output = K == Network::layer_count;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        constexpr bool batch = Of == of::batch;
        if constexpr (is_output) out << (batch ? signs::batch_y_hat : signs::y_hat).in(How);
        else if constexpr (is_input) out << (batch ? signs::batch_x : signs::x).in(How);
        else out << (batch ? signs::batch_z : signs::z).in(How);
        if constexpr (!is_output && !is_input) write_subscript<How>(out, K);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return arranged<Of>(numbers.values(K)); }
};

/// The target: y, or Y.
template <class Network, of Of = of::sample> struct target : formula::formula_base {
    static constexpr formula::shape size = shaped<Of>(Network::output_size);
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << (Of == of::batch ? signs::batch_y : signs::y).in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return arranged<Of>(numbers.target()); }
};

/// The shape of layer k, which may be frozen, and the number of its parameters.
template <class Network, std::size_t K> constexpr layer_shape shape_of() noexcept {
    return calculus::thawed<typename Network::template layer_type<K - 1>>::shape(Network::shape_of(K - 1));
}
template <class Network, std::size_t K> constexpr std::size_t parameters_of() noexcept {
    return shape_of<Network, K>().parameters();
}
/// The number of layer k among the layers with parameters, from 1: the i of W⁽ⁱ⁾.
template <class Network, std::size_t K> constexpr std::size_t ordinal_of() noexcept {
    return []<std::size_t... Position>(std::index_sequence<Position...>) {
        return (std::size_t{0} + ... + (parameters_of<Network, Position + 1>() > 0 ? std::size_t{1} : std::size_t{0}));
    }(std::make_index_sequence<K>{});
}

/// The weights W⁽ⁱ⁾ of layer k, outputs × inputs; of a convolution, output channels × input channels · kernel; or w⁽ⁱ⁾ of a scale, outputs × 1; and the biases b⁽ⁱ⁾, a column.
template <class Network, std::size_t K> struct weight : formula::formula_base {
    static constexpr bool is_column = calculus::is_scale<typename Network::template layer_type<K - 1>>;
    static constexpr bool is_kernel = calculus::is_convolution<typename Network::template layer_type<K - 1>>;
    static constexpr std::size_t rows =
        is_kernel ? Network::given_by(K - 1).channels : Network::shape_of(K - 1).outputs;
    static constexpr formula::shape size = {rows, shape_of<Network, K>().weights / rows};
    static constexpr bool is_symbol = true, has_superscript = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << (is_column ? signs::importance : signs::weight).in(How);
        write_superscript<How>(out, ordinal_of<Network, K>());
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.weight(K); }
};
template <class Network, std::size_t K> struct bias : formula::formula_base {
    static constexpr formula::shape size = {shape_of<Network, K>().biases, 1};
    static constexpr bool is_symbol = true, has_superscript = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::bias.in(How);
        write_superscript<How>(out, ordinal_of<Network, K>());
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.bias(K); }
};

/// The gains g⁽ⁱ⁾ of a normalization, layer k, one for each channel.
template <class Network, std::size_t K> struct gain : formula::formula_base {
    static constexpr formula::shape size = {shape_of<Network, K>().weights, 1};
    static constexpr bool is_symbol = true, has_superscript = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::gain.in(How);
        write_superscript<How>(out, ordinal_of<Network, K>());
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.weight(K); }
};

/// All parameters θ⁽ⁱ⁾ of layer k, a column in the order of `parameters()`.
template <class Network, std::size_t K> struct parameters : formula::formula_base {
    static constexpr formula::shape size = {parameters_of<Network, K>(), 1};
    static constexpr bool is_symbol = true, has_superscript = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::parameters.in(How);
        write_superscript<How>(out, ordinal_of<Network, K>());
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.weight(K); }
};

/// δₖ, the gradient of the loss with respect to zₖ as a column; in a batch Δₖ, with a row for each sample.
template <class Network, std::size_t K, of Of = of::sample> struct delta : formula::formula_base {
    static constexpr formula::shape size = layer_value<Network, K, Of>::size;
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << (Of == of::batch ? signs::batch_delta : signs::delta).in(How);
        write_subscript<How>(out, K);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return arranged<Of>(numbers.delta(K)); }
};

/// The loss ℓ.
template <class Network> struct loss : formula::formula_base {
    static constexpr formula::shape size = {};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept { out << signs::loss.in(How); }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.loss(); }
};

/// ∂above/∂below in numerator layout: a row for each element above, a column for each element below. For a matrix W,
/// ∂ℓ/∂W is shaped like Wᵀ.
template <class Upper, class Lower> struct derivative : formula::formula_base {
    static constexpr std::size_t rows = Upper::size.is_number() ? 1 : Upper::size.rows;
    static constexpr formula::shape size = Lower::size.columns == 1
                                               ? formula::shape{rows, Lower::size.rows}
                                               : formula::shape{Lower::size.columns, Lower::size.rows};
    static constexpr formula::binding binds = formula::binding::fraction;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        if constexpr (How == notation::latex) out << "\\frac{";
        out << signs::partial.in(How);
        Upper::template write<How>(out);
        out << (How == notation::latex ? "}{" : "/");
        out << signs::partial.in(How);
        Lower::template write<How>(out);
        if constexpr (How == notation::latex) out << "}";
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.derivative(Upper{}, Lower{}); }
};

/// K, the number of outputs, and N, the number of samples.
template <std::size_t Outputs> struct output_count : formula::formula_base {
    static constexpr formula::shape size = {};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept { out << signs::outputs.in(How); }
    template <class Numbers> static auto value(const Numbers& /*numbers*/) {
        using T = typename Numbers::scalar;
        return matrix<T>(T(static_cast<double>(Outputs)));
    }
};
struct sample_count : formula::formula_base {
    static constexpr formula::shape size = {};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept { out << signs::samples.in(How); }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        return matrix<T>(T(static_cast<double>(numbers.samples())));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::symbols

#endif  // CONSTPROP_HOST_DERIVATION_SYMBOLS_HPP
