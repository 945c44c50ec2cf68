#ifndef CONSTPROP_HOST_DERIVATION_NORM_FORMULAS_HPP
#define CONSTPROP_HOST_DERIVATION_NORM_FORMULAS_HPP

#include <constprop/host/derivation/normalization.hpp>
#include <constprop/host/derivation/own_formulas.hpp>
#include <constprop/host/derivation/symbols.hpp>
#include <constprop/host/formula/functions.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sqrt.hpp>

#include <cstddef>
#include <string_view>

/// The parts of a normalization's formulas.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The functions of layer K, which normalizes: means and variances are given at each of the values that they are taken over.
enum class norm_function { mean, variance, normalized, sum };

/// meanₖ(a), varₖ(a), normₖ(a) = (a − meanₖ(a)) ⊘ √(varₖ(a) + ε), and sumₖ(a), a sum for each channel.
template <class Network, std::size_t K, of Of, norm_function Which, formula::formula A>
struct norm_of_values : formula::formula_base {
    static constexpr formula::shape size =
        Which == norm_function::sum ? symbols::gain<Network, K>::size : layer_value<Network, K, Of>::size;
    static constexpr bool begins_with_name = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        constexpr std::string_view names[] = {"mean", "var", "norm", "sum"};
        write_name<How>(out, names[static_cast<std::size_t>(Which)]);
        write_subscript<How>(out, K);
        out << "(";
        A::template write<How>(out);
        out << ")";
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        const normalization norm = normalization_of<Network, K>();
        const matrix<T> rows = symbols::arranged<Of>(A::value(numbers));
        if constexpr (Which == norm_function::sum) {
            return norm.sum(rows);
        } else if constexpr (Which == norm_function::mean) {
            return symbols::arranged<Of>(norm.mean(rows));
        } else if constexpr (Which == norm_function::variance) {
            return symbols::arranged<Of>(norm.variance(rows));
        } else {
            const matrix<T> centered = map(rows, norm.mean(rows), [](T a_, T mean_) { return a_ - mean_; });
            return symbols::arranged<Of>(map(centered, norm.variance(rows), [&](T a_, T variance_) {
                return a_ / math::sqrt(variance_ + static_cast<T>(norm.epsilon));
            }));
        }
    }
};

/// A parameter of each channel of layer K, at every position of all samples.
template <class Network, std::size_t K, of Of, class Parameter> struct of_each_channel : formula::formula_base {
    static constexpr formula::shape size = layer_value<Network, K, Of>::size;
    static constexpr bool is_symbol = true, has_superscript = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        Parameter::template write<How>(out);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        return symbols::arranged<Of>(
            normalization_of<Network, K>().spread(Parameter::value(numbers), numbers.samples()));
    }
};

/// A normalization: y = g ⊙ norm(x) + b. The gradient goes through the mean and the variance, too: it has three terms.
template <class Network, std::size_t K> struct normalization_formulas {
    using W = symbols::gain<Network, K>;
    using b = symbols::bias<Network, K>;
    using epsilon = typename normalizes<typename Network::template layer_type<K - 1>>::epsilon;
    template <of Of> using x = layer_value<Network, K - 1, Of>;
    template <of Of> static constexpr of_each_channel<Network, K, Of, W> gains{};
    template <of Of> static constexpr of_each_channel<Network, K, Of, b> biases{};
    template <class Previous> using derivative = symbols::derivative<layer_value<Network, K>, Previous>;
    static constexpr bool is_own = true;

    template <of Of, norm_function Which, class A>
    static constexpr norm_of_values<Network, K, Of, Which, A> function(A) noexcept {
        return {};
    }
    template <of Of, class A> static constexpr auto mean(A a) noexcept { return function<Of, norm_function::mean>(a); }
    template <of Of, class A> static constexpr auto normalized(A a) noexcept {
        return function<Of, norm_function::normalized>(a);
    }
    template <of Of, class A> static constexpr auto sum(A a) noexcept { return function<Of, norm_function::sum>(a); }
    /// √(var(x) + ε).
    template <of Of, class A> static constexpr auto deviation(A a) noexcept {
        return formula::sqrt(function<Of, norm_function::variance>(a) + formula::number<epsilon::num, epsilon::den>{});
    }

    template <of Of, class A> static constexpr auto forward(A a) noexcept {
        return hadamard(gains<Of>, normalized<Of>(a)) + biases<Of>;
    }
    /// What normalized(a) is.
    template <of Of, class A> static constexpr auto normalized_definition(A a) noexcept {
        return divide(a - mean<Of>(a), deviation<Of>(a));
    }
    static constexpr derivative<layer_value<Network, K - 1>> jacobian() noexcept { return {}; }
    template <of Of, class Dy> static constexpr auto backward(Dy dy) noexcept {
        constexpr auto a = normalized<Of>(x<Of>{});
        constexpr auto scaled = hadamard(gains<Of>, dy);
        return divide(scaled - mean<Of>(scaled) - hadamard(a, mean<Of>(hadamard(scaled, a))), deviation<Of>(x<Of>{}));
    }
    template <class Row, class X> static constexpr auto weight_row(Row row, X) noexcept {
        return row * derivative<W>{};
    }
    template <class Row> static constexpr auto bias_row(Row row) noexcept { return row * derivative<b>{}; }
    template <of Of, class Dy, class X> static constexpr auto weight_gradient(Dy dy, X a) noexcept {
        return sum<Of>(hadamard(dy, normalized<Of>(a)));
    }
    template <of Of, class Dy> static constexpr auto bias_gradient(Dy dy) noexcept { return sum<Of>(dy); }
};

/// A normalization of all values of a sample together, each of which has its own gain: the Jacobian matrices are formulas, too.
template <class Network, std::size_t K> struct vector_normalization_formulas : normalization_formulas<Network, K> {
    using base = normalization_formulas<Network, K>;
    static constexpr std::size_t size = layer_value<Network, K>::values;
    static constexpr bool is_own = false;

    static constexpr auto jacobian() noexcept {
        constexpr layer_value<Network, K - 1> x{};
        constexpr auto a = base::template normalized<of::sample>(x);
        constexpr formula::ones<size, 1> all{};
        return diag(divide(base::template gains<of::sample>, base::template deviation<of::sample>(x))) *
               (formula::unit_matrix<size>{} -
                (all * transpose(all) + a * transpose(a)) / formula::number<static_cast<long long>(size)>{});
    }
    template <class Row, class X> static constexpr auto weight_row(Row row, X x) noexcept {
        return row * diag(base::template normalized<of::sample>(x));
    }
    template <class Row> static constexpr Row bias_row(Row row) noexcept { return row; }
    template <of Of, class Dy, class X> static constexpr auto weight_gradient(Dy dy, X x) noexcept {
        if constexpr (Of == of::sample) return hadamard(dy, base::template normalized<Of>(x));
        else return base::template weight_gradient<Of>(dy, x);
    }
    template <of Of, class Dy> static constexpr auto bias_gradient(Dy dy) noexcept {
        if constexpr (Of == of::sample) return dy;
        else return base::template bias_gradient<Of>(dy);
    }
};

/// True if layer K normalizes all values of a sample together, each as a channel.
template <class Network, std::size_t K> constexpr bool normalizes_vectors() noexcept {
    using traits = normalizes<typename Network::template layer_type<K - 1>>;
    using channels = constprop::detail::channels_of<Network::taken_by(K - 1)>;
    if constexpr (!traits::is) return false;
    else
        return !traits::over_batch && channels::positions == 1 &&
               traits::group(0, channels::count - 1, channels::count) == 0;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_NORM_FORMULAS_HPP
