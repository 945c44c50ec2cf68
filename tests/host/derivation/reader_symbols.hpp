#ifndef CONSTPROP_TESTS_HOST_DERIVATION_READER_SYMBOLS_HPP
#define CONSTPROP_TESTS_HOST_DERIVATION_READER_SYMBOLS_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <cmath>
#include <cstddef>
#include <ratio>
#include <string>

#include "../formula/read_formula.hpp"

/// What a reader of a derivation knows: functions, and the symbols of a chain with their values.
namespace read_again {

namespace cp = constprop;
namespace host = constprop::host;
using host::notation;
using host::formula::text_of;
using host::symbols::of;
using matrix = host::matrix<double>;

struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};
struct quartic : cp::elementwise_loss<quartic> {
    template <class T> static constexpr T value(T prediction, T target) noexcept {
        const T d = prediction - target;
        return d * d * d * d;
    }
    template <class T> static constexpr T slope(T prediction, T target) noexcept {
        const T d = prediction - target;
        return T(4) * d * d * d;
    }
};

template <class Activation> void teach(formula_reader& reader, const std::string& name) {
    reader.functions[name + "("] = formula_reader::each([](double z_) { return Activation::value(z_); });
    reader.functions[name + "′("] =
        formula_reader::each([](double z_) { return Activation::slope(z_, Activation::value(z_)); });
}

inline formula_reader knows_functions() {
    formula_reader reader;
    const auto each = [&](const char* name_, double (*of_)(double)) {
        reader.functions[name_] = formula_reader::each(of_);
    };
    each("exp(", std::exp), each("log(", std::log), each("tanh(", std::tanh), each("|", std::fabs);
    each("Φ(", [](double z) { return std::erfc(-z / std::sqrt(2)) / 2; });
    each("φ(", [](double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1)); });
    each("sign(", [](double z) { return double((z > 0) - (z < 0)); });
    each("huber(", [](double d) { return std::abs(d) > 1 ? std::abs(d) - 0.5 : d * d / 2; });
    reader.functions["Σ("] = [](const matrix& a_) {
        double sum = 0;
        for (const double value : a_.values()) sum += value;
        return matrix(sum);
    };
    reader.functions["diag("] = [](const matrix& a_) { return diagonal_of(a_); };
    // Of a column, or of each row of a batch; batches here have three samples, and columns more than one row.
    const auto softmax = [](const matrix& a_) {
        const bool column = a_.columns() == 1;
        matrix e = map(column ? transpose_of(a_) : a_, [](double z_) { return std::exp(z_); });
        for (std::size_t r = 0; r < e.rows(); ++r) {
            double sum = 0;
            for (std::size_t c = 0; c < e.columns(); ++c) sum += e(r, c);
            for (std::size_t c = 0; c < e.columns(); ++c) e(r, c) /= sum;
        }
        return column ? transpose_of(e) : e;
    };
    reader.functions["softmax("] = softmax;
    reader.functions["log softmax("] = [=](const matrix& a_) {
        return map(softmax(a_), [](double p_) { return std::log(p_); });
    };
    teach<cp::relu>(reader, "relu"), teach<cp::leaky_relu<>>(reader, "leaky_relu"), teach<cp::elu>(reader, "elu");
    teach<cp::sigmoid>(reader, "σ"), teach<cp::silu>(reader, "silu"), teach<cp::gelu>(reader, "gelu");
    teach<cp::gelu_tanh>(reader, "gelu_tanh"), teach<cp::softplus>(reader, "softplus");
    teach<cp::softsign>(reader, "softsign"), teach<cp::hard_sigmoid>(reader, "hard_sigmoid");
    teach<cp::clip<std::ratio<-1>, std::ratio<2>>>(reader, "clip"), teach<cp::selu>(reader, "selu");
    reader.symbols["λ"] = matrix(cp::selu::lambda), reader.symbols["α"] = matrix(cp::selu::alpha);
    teach<cp::hard_swish>(reader, "hard_swish"), teach<cube>(reader, "cube");
    reader.symbols["√(2/π)"] = matrix(std::sqrt(2 / std::acos(-1)));
    reader.symbols["d"] = matrix(1.0);
    return reader;
}

/// Adds to the reader a layer without formulas: its function and its Jacobian matrices.
template <class Formulas, class Network, of Of, std::size_t K, class Again> void learn_own(Again& again) {
    using host::symbols::arranged;
    using parameters = host::symbols::parameters<Network, K>;
    const auto text = [](auto formula) { return std::string{text_of<notation::unicode>(formula)}; };
    const auto& numbers = again.numbers;
    const std::string f = text(host::calculus::own_value<Network, K, Of, parameters>{});
    again.reader.functions[f.substr(0, f.find('(') + 1)] = [&](const matrix& x) {
        return arranged<Of>(numbers.template own<K>(arranged<Of>(x)).value());
    };
    if constexpr (Of == of::batch) {
        using x = host::symbols::layer_value<Network, K - 1, Of>;
        const auto by = [&](auto below, auto of_gradient) {
            const std::string whole = text(host::calculus::own_gradient<Network, K, decltype(below), x>{});
            again.reader.functions[whole.substr(0, whole.find('[') + 1)] = [&numbers, of_gradient](const matrix& dy) {
                return of_gradient(numbers.template own<K>(numbers.values(K - 1)).backward(dy));
            };
        };
        by(x{}, [](auto gradient) { return gradient.x; });
        if constexpr (Formulas::template learns<K>) by(parameters{}, [](auto gradient) { return gradient.parameters; });
    } else if constexpr (Formulas::template learns<K>) {
        again.learn(host::symbols::derivative<host::symbols::layer_value<Network, K>, parameters>{});
    }
}
/// Adds to the reader a normalization: the means and variances, which this function computes; g and b for each value; Jacobians.
template <class Formulas, class Network, of Of, std::size_t K, class Again> void learn_norm(Again& again) {
    using host::symbols::arranged;
    const std::string k = std::string{text_of<notation::unicode>(host::symbols::delta<Network, K, Of>{})}.substr(2);
    const auto norm = host::calculus::normalization_of<Network, K>();
    const auto means = [norm](const matrix& rows) {
        matrix result = rows;
        for (std::size_t n = 0; n < rows.rows(); ++n)
            for (std::size_t c = 0; c < rows.columns(); ++c) {
                double sum = 0, count = 0;
                for (std::size_t m = 0; m < rows.rows(); ++m)
                    for (std::size_t d = 0; d < rows.columns(); ++d)
                        if ((norm.over_batch || m == n) && norm.group[c] == norm.group[d]) sum += rows(m, d), ++count;
                result(n, c) = sum / count;
            }
        return result;
    };
    const auto mean = [means](const matrix& a) { return arranged<Of>(means(arranged<Of>(a))); };
    const auto variance = [mean](const matrix& a) {
        return mean(map(a, mean(a), [](double x, double m) { return (x - m) * (x - m); }));
    };
    const double epsilon = norm.epsilon;
    auto& functions = again.reader.functions;
    functions["mean" + k + '('] = mean;
    functions["var" + k + '('] = variance;
    functions["norm" + k + '('] = [=](const matrix& a) {
        const matrix centered = map(a, mean(a), [](double x, double m) { return x - m; });
        return map(centered, variance(a), [&](double x, double v) { return x / std::sqrt(v + epsilon); });
    };
    functions["sum" + k + '('] = [norm](const matrix& a) { return norm.sum(arranged<Of>(a)); };
    functions["√("] = formula_reader::each([](double a) { return std::sqrt(a); });
    using formulas_of = typename Formulas::template layer<K>;
    again.learn(formulas_of::template gains<Of>);
    again.learn(formulas_of::template biases<Of>);
    again.learn(host::formula::ones<host::symbols::layer_value<Network, K>::values, 1>{});
    if constexpr (Of == of::sample && Formulas::template learns<K> && Formulas::template is_own<K>) {
        again.learn(host::symbols::derivative<host::symbols::layer_value<Network, K>, typename formulas_of::W>{});
        again.learn(host::symbols::derivative<host::symbols::layer_value<Network, K>, typename formulas_of::b>{});
    }
}
/// Adds to the reader a convolution: conv and its gradients as functions, and b for each position. convolutions_test.cpp
/// tests the sums that define these functions.
template <class Formulas, class Network, of Of, std::size_t K, class Again> void learn_convolution(Again& again) {
    using host::symbols::arranged;
    const std::string k = std::string{text_of<notation::unicode>(host::symbols::delta<Network, K, Of>{})}.substr(2);
    auto& functions = again.reader.functions_of_two;
    functions["conv" + k + '('] = [](const matrix& w, const matrix& x) {
        return arranged<Of>(host::calculus::convolution_of<Network, K>.forward(w, arranged<Of>(x)));
    };
    functions["convT" + k + '('] = [](const matrix& w, const matrix& dy) {
        return arranged<Of>(host::calculus::convolution_of<Network, K>.backward(w, arranged<Of>(dy)));
    };
    functions["correlation" + k + '('] = [](const matrix& dy, const matrix& x) {
        return host::calculus::convolution_of<Network, K>.of_weights(arranged<Of>(dy), arranged<Of>(x));
    };
    again.reader.functions["sum" + k + '('] = [](const matrix& dy) {
        return host::calculus::convolution_of<Network, K>.of_biases(arranged<Of>(dy));
    };
    if constexpr (Formulas::template has_biases<K>) again.learn(Formulas::template layer<K>::template biases<Of>);
}
template <class Network, class Loss, of Of, class Again> void learn_symbols(Again& again) {
    using formulas = host::calculus::chain<Network, Loss>;
    constexpr std::size_t last = Network::layer_count;
    again.learn(formulas::template y<Of>);
    again.learn(host::symbols::output_count<Network::output_size>{});
    again.learn(host::symbols::sample_count{});
    again.learn(host::symbols::importance<Network::output_size>{});
    again.learn(host::symbols::share{});
    again.learn(host::formula::ones<Network::output_size, 1>{});
    again.learn(host::formula::ones<host::formula::any_number, 1>{});
    again.learn(host::formula::unit_matrix<Network::output_size>{});
    host::calculus::for_each_layer<last + 1>([&](auto k_) {
        constexpr std::size_t k = k_() - 1;
        again.learn(formulas::template z<k, Of>);
        again.learn(formulas::template delta<k, Of>);
        again.learn(host::formula::unit_matrix<host::symbols::layer_value<Network, k>::values>{});
        if constexpr (Of == of::sample) again.learn(formulas::template row<k>);
        if constexpr (k > 0) {
            if constexpr (Of == of::sample) again.learn(formulas::template factor<k>());
            host::calculus::for_each_parameter_of<formulas, (k > 0 ? k : 1)>(
                [&](auto parameter_) { again.learn(parameter_.symbol); });
            using layer_type = typename formulas::template layer_type<(k > 0 ? k : 1)>;
            if constexpr (host::calculus::is_opaque<layer_type>) learn_own<formulas, Network, Of, k>(again);
            if constexpr (host::calculus::is_convolution<layer_type>)
                learn_convolution<formulas, Network, Of, k>(again);
            if constexpr (host::calculus::is_normalization<layer_type>) learn_norm<formulas, Network, Of, k>(again);
        }
    });
    using simplified = host::calculus::fused<Network, Loss>;
    if constexpr (simplified::exists && Of == of::sample)
        if constexpr (simplified::has_p) again.learn(simplified::p);
}

}  // namespace read_again

#endif  // CONSTPROP_TESTS_HOST_DERIVATION_READER_SYMBOLS_HPP
