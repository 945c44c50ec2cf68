#ifndef CONSTPROP_HOST_DERIVATION_BACKWARD_PASS_HPP
#define CONSTPROP_HOST_DERIVATION_BACKWARD_PASS_HPP

#include <constprop/host/derivation/mistakes.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sqrt.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// The backward pass over the numbers of a batch, with or without a mistake.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// Replaces every value of a sample by their sum.
template <class T> matrix<T> summed_rows(const matrix<T>& rows) {
    return rows * matrix<T>(rows.columns(), rows.columns(), T(1));
}
/// Replaces each row by the mean of all rows.
template <class T> matrix<T> averaged_rows(const matrix<T>& rows) {
    const T share = T(1) / T(static_cast<double>(rows.rows()));
    return matrix<T>(rows.rows(), rows.rows(), share) * rows;
}
template <class T> matrix<T> elementwise_product(const matrix<T>& a, const matrix<T>& b) {
    return map(a, b, [](T a_, T b_) { return a_ * b_; });
}

/// What a normalization makes of x, with or without a mistake: (x − mean)/deviation.
template <class T> struct normalized_values {
    matrix<T> deviation, values;

    normalized_values(const normalization& norm, const matrix<T>& x, mistake what)
        : deviation(map(norm.variance(x, T(what == mistake::unbiased_variance ? 1 : 0)),
                        [&](T variance_) {
                            const auto epsilon = static_cast<T>(norm.epsilon);
                            return what == mistake::epsilon_outside_root ? math::sqrt(variance_) + epsilon
                                                                         : math::sqrt(variance_ + epsilon);
                        })),
          values(map(map(x, norm.mean(x), [](T x_, T mean_) { return x_ - mean_; }), deviation,
                     [](T centered_, T deviation_) { return centered_ / deviation_; })) {}
};

/// Δ before a normalization from Δ after it.
template <class T>
matrix<T> through_normalization(const normalization& norm, const matrix<T>& x, const matrix<T>& gains,
                                const matrix<T>& dy, mistake what) {
    const normalized_values<T> normalized(norm, x, what);
    const matrix<T> scaled =
        what == mistake::missing_gain ? dy : elementwise_product(dy, norm.spread(gains, dy.rows()));
    const bool constant = what == mistake::constant_statistics;
    matrix<T> terms = scaled;
    const auto subtract = [&](const matrix<T>& term_) {
        terms = map(terms, term_, [](T a_, T b_) { return a_ - b_; });
    };
    if (!constant && what != mistake::missing_mean_term) subtract(norm.mean(scaled));
    if (!constant && what != mistake::missing_variance_term)
        subtract(elementwise_product(normalized.values, norm.mean(elementwise_product(scaled, normalized.values))));
    return map(terms, normalized.deviation, [](T a_, T deviation_) { return a_ / deviation_; });
}

/// Δ before layer k from Δ after it.
template <class T>
matrix<T> through_layer(const passed_chain<T>& chain, std::size_t k, const matrix<T>& dy, const slip& wrong) {
    const layer_facts& layer = chain.facts.layers[k];
    const mistake what = wrong.is_made_in(k) ? wrong.what : mistake::none;
    const std::size_t samples = dy.rows();
    if (layer.sort == layer_sort::identity) return dy;
    if (layer.sort == layer_sort::scale)
        return elementwise_product(dy, matrix<T>(samples, 1, T(1)) * transpose_of(chain.weights[k]));
    if (layer.sort == layer_sort::weights) {
        if (!is_square(layer)) return dy * chain.weights[k];
        if (what == mistake::missing_weight) return dy;
        return dy * (what == mistake::weight_transposed ? transpose_of(chain.weights[k]) : chain.weights[k]);
    }
    if (layer.sort == layer_sort::own) {
        const matrix<T>& x = chain.values[k - 1];
        if (is_made_in_time(what)) return chain.functions[k].through_time(x, dy, what).x;
        return chain.functions[k].of_x(wrong.what == mistake::averaged_before ? averaged_rows(x) : x, dy);
    }
    if (layer.sort == layer_sort::normalizes) {
        const matrix<T>& x = chain.values[k - 1];
        return through_normalization(layer.norm, wrong.what == mistake::averaged_before ? averaged_rows(x) : x,
                                     chain.weights[k], dy, what);
    }
    if (what == mistake::missing_slope) return dy;
    if (what == mistake::value_for_slope) return elementwise_product(dy, chain.values[k]);
    matrix<T> x = chain.values[k - 1], y = chain.values[k], dx = dy;
    const auto row = [](const matrix<T>& rows_, std::size_t n_) { return &rows_(n_, 0); };
    if (wrong.what == mistake::averaged_before) x = averaged_rows(x), y = averaged_rows(y);
    if (what == mistake::slope_at_value) {
        x = chain.values[k];
        for (std::size_t n = 0; n < samples; ++n) chain.functions[k].value(row(x, n), &y(n, 0));
    }
    if (what == mistake::input_for_value || what == mistake::logits_for_probabilities) y = x;
    for (std::size_t n = 0; n < samples; ++n) {
        if (what != mistake::diagonal_slope) {
            chain.functions[k].backward(row(x, n), row(y, n), row(dy, n), &dx(n, 0));
            continue;
        }
        std::vector<T> unit(layer.outputs), column(layer.inputs);
        for (std::size_t c = 0; c < layer.outputs; ++c) {
            unit[c] = T(1);
            chain.functions[k].backward(row(x, n), row(y, n), unit.data(), column.data());
            unit[c] = T(0);
            dx(n, c) = dy(n, c) * column[c];
        }
    }
    return dx;
}

/// Δ of layer `to`, one row for each sample; empty if the start lies behind it.
template <class T>
matrix<T> backward_to(const passed_chain<T>& chain, std::size_t to, std::size_t start, const slip& wrong) {
    std::size_t k = chain.starts[start].at;
    const std::size_t end = wrong.what == mistake::stopped_early ? wrong.first : to;
    if (k < end) return {};
    matrix<T> delta = chain.starts[start].delta;
    if (wrong.what == mistake::averaged_before) delta = averaged_rows(delta);
    const auto sum_where_wrong = [&] {
        if (wrong.what == mistake::summed && wrong.is_made_in(k)) delta = summed_rows(delta);
    };
    for (sum_where_wrong(); k > end; sum_where_wrong()) {
        delta = through_layer(chain, k, delta, wrong);
        --k;
    }
    return delta;
}

/// The gradient of a layer's weights or biases, or of all of its parameters, from its Δ; empty if the shapes do not fit.
template <class T>
matrix<T> gradient_by(const passed_chain<T>& chain, std::size_t layer, bool biases, matrix<T> delta,
                      const slip& on_the_way, const slip& at_the_end) {
    const layer_sort sort = chain.facts.layers[layer].sort;
    const bool norm = sort == layer_sort::normalizes, scale = sort == layer_sort::scale, own = sort == layer_sort::own;
    matrix<T> input = chain.values[at_the_end.what == mistake::input_for_hidden ? at_the_end.first : layer - 1];
    if (delta.values().empty() || ((scale || norm) && delta.columns() != input.columns())) return {};
    if ((own || norm) && delta.columns() != chain.facts.layers[layer].outputs) return {};
    if (on_the_way.what == mistake::averaged_before) input = averaged_rows(input);
    if (norm && at_the_end.what != mistake::input_for_hidden)
        input = normalized_values<T>(chain.facts.layers[layer].norm, input, at_the_end.what).values;
    if (at_the_end.what == mistake::product_of_means) delta = averaged_rows(delta), input = averaged_rows(input);
    matrix<T> samples(delta.rows(), 1, T(1));
    if (at_the_end.what == mistake::one_sample) {
        for (std::size_t n = 0; n < delta.rows(); ++n)
            if (n != at_the_end.first)
                for (std::size_t c = 0; c < delta.columns(); ++c) delta(n, c) = T(0);
    }
    const layer_functions<T>& functions = chain.functions[layer];
    if (own && is_made_in_time(at_the_end.what))
        return functions.through_time(input, delta, at_the_end.what).parameters;
    if (own) return biases ? functions.of_biases(input, delta) : functions.of_parameters(input, delta);
    if (norm) return chain.facts.layers[layer].norm.sum(biases ? delta : elementwise_product(delta, input));
    if (biases) return transpose_of(delta) * samples;
    if (scale) return transpose_of(elementwise_product(delta, input)) * samples;
    return transpose_of(delta) * input;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_BACKWARD_PASS_HPP
