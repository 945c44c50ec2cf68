#ifndef CONSTPROP_BENCH_REFERENCE_HPP
#define CONSTPROP_BENCH_REFERENCE_HPP

#include <cmath>
#include <cstddef>
#include <vector>

#include "rows.hpp"

/// What every implementation has to compute, in double and as plainly as it can be said.
namespace bench::reference {

using vector = std::vector<double>;

struct hyperparameters {
    double learning_rate;
    bool epsilon_hat = false;  // Adam's ε is added before the correction for the first steps, not after it
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
};

inline vector as_double(const std::vector<float>& values, std::size_t from, std::size_t count) {
    const float* first = values.data() + from;
    return {first, first + count};
}

inline double value(activation f, double z) {
    if (f == activation::relu) return z > 0 ? z : 0;
    return f == activation::tanh ? std::tanh(z) : z;
}
/// By the activation's own output a = f(z).
inline double slope(activation f, double a) {
    if (f == activation::relu) return a > 0 ? 1 : 0;
    return f == activation::tanh ? 1 - a * a : 1;
}

/// All values of a forward pass: the input, then each layer's output after its activation.
inline std::vector<vector> forward(const chain& net, const vector& parameters, const vector& x) {
    std::vector<vector> values{x};
    for (std::size_t k = 0; k < net.layers; ++k) {
        const std::size_t in = net.sizes[k], out = net.sizes[k + 1];
        const double* weights = parameters.data() + net.offset(k);
        const double* biases = weights + in * out;
        vector y(out);
        for (std::size_t o = 0; o < out; ++o) {
            double z = biases[o];
            for (std::size_t i = 0; i < in; ++i) z += weights[o * in + i] * values[k][i];
            y[o] = k + 1 < net.layers ? value(net.between, z) : z;
        }
        values.push_back(y);
    }
    return values;
}

/// Adds the gradient of one sample's part of the loss, whose slope at the outputs is dy.
inline void backward(const chain& net, const vector& parameters, const std::vector<vector>& values, vector dy,
                     vector& gradient) {
    for (std::size_t k = net.layers; k-- > 0;) {
        const std::size_t in = net.sizes[k], out = net.sizes[k + 1], at = net.offset(k);
        vector dx(in);
        for (std::size_t o = 0; o < out; ++o) {
            for (std::size_t i = 0; i < in; ++i) {
                gradient[at + o * in + i] += dy[o] * values[k][i];
                dx[i] += parameters[at + o * in + i] * dy[o];
            }
            gradient[at + in * out + o] += dy[o];
        }
        if (k > 0)
            for (std::size_t i = 0; i < in; ++i) dx[i] *= slope(net.between, values[k][i]);
        dy = dx;
    }
}

struct trained {
    vector parameters, losses;
};

/// Steps over the samples, or the batches of samples, one after the other and from the start again.
inline trained train(const row& r, const data& from, std::size_t steps, const hyperparameters& by) {
    const std::size_t in = r.net.inputs(), out = r.net.outputs();
    trained result{as_double(from.parameters, 0, from.parameters.size()), {}};
    vector& parameters = result.parameters;
    vector mean(parameters.size()), square(parameters.size());
    for (std::size_t step = 0; step < steps; ++step) {
        vector gradient(parameters.size());
        double loss = 0;
        for (std::size_t b = 0; b < r.batch; ++b) {
            const std::size_t n = (step * r.batch + b) % samples;
            const auto values = forward(r.net, parameters, as_double(from.inputs, n * in, in));
            vector dy = as_double(from.targets, n * out, out);
            const auto terms = static_cast<double>(r.batch * out);
            for (std::size_t o = 0; o < out; ++o) {
                const double difference = values.back()[o] - dy[o];
                loss += difference * difference / terms;
                dy[o] = 2 * difference / terms;
            }
            backward(r.net, parameters, values, dy, gradient);
        }
        result.losses.push_back(loss);
        const double t = static_cast<double>(step) + 1;
        for (std::size_t p = 0; p < parameters.size(); ++p) {
            const double g = gradient[p];
            if (r.what == work::sgd) {
                parameters[p] -= by.learning_rate * g;
            } else {
                mean[p] = by.beta1 * mean[p] + (1 - by.beta1) * g;
                square[p] = by.beta2 * square[p] + (1 - by.beta2) * g * g;
                const double correction = 1 - std::pow(by.beta2, t), root = std::sqrt(square[p] / correction);
                const double epsilon = by.epsilon_hat ? by.epsilon / std::sqrt(correction) : by.epsilon;
                parameters[p] -= by.learning_rate * mean[p] / (1 - std::pow(by.beta1, t)) / (root + epsilon);
            }
        }
    }
    return result;
}

}  // namespace bench::reference

#endif  // CONSTPROP_BENCH_REFERENCE_HPP
