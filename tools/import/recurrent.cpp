#include "import/recurrent.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

namespace constprop::tools {
namespace {

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

double activated(const std::string& activation, double z) {
    if (activation == "relu") return z > 0 ? z : 0;
    if (activation == "sigmoid") return sigmoid(z);
    if (activation == "softplus") return std::log1p(std::exp(z));
    if (activation == "softsign") return z / (1 + std::fabs(z));
    return std::tanh(z);
}

/// W x + b for rows `first` to `end`; no biases, or those of all rows from `biases` on.
std::vector<double> product(const std::vector<double>& weights, const std::vector<double>& x, const double* biases,
                            std::size_t first, std::size_t end) {
    std::vector<double> y(end - first);
    for (std::size_t r = first; r < end; ++r) {
        double sum = biases == nullptr ? 0 : biases[r];
        for (std::size_t i = 0; i < x.size(); ++i) sum += weights[r * x.size() + i] * x[i];
        y[r - first] = sum;
    }
    return y;
}

}  // namespace

steps_of_sequence outputs_of_recurrent(const recurrent_step& one, const steps_of_sequence& x) {
    const std::size_t size = one.hidden, rows = one.rows();
    const double* const of_input = one.biases.empty() ? nullptr : one.biases.data();
    const double* const of_state = one.biases.empty() ? nullptr : one.biases.data() + rows;
    std::vector<double> h(size), c(size);
    steps_of_sequence y;
    for (const std::vector<double>& row : x) {
        const auto a = product(one.weights, row, of_input, 0, rows);
        auto b = product(one.weights_of_state, h, of_state, 0, rows);
        if (one.resets_before) {
            std::vector<double> reset(size);
            for (std::size_t k = 0; k < size; ++k) reset[k] = sigmoid(a[k] + b[k]) * h[k];
            const auto of_new = product(one.weights_of_state, reset, of_state, 2 * size, rows);
            for (std::size_t k = 0; k < size; ++k) b[2 * size + k] = of_new[k];
        }
        for (std::size_t k = 0; k < size; ++k) {
            const auto gate = [&](std::size_t g) { return a[g * size + k] + b[g * size + k]; };
            if (one.kind == recurrent_kind::rnn) {
                h[k] = activated(one.activation, gate(0));
            } else if (one.kind == recurrent_kind::gru) {
                const double r = one.resets_before ? 1 : sigmoid(gate(0)), z = sigmoid(gate(1));
                h[k] = (1 - z) * std::tanh(a[2 * size + k] + r * b[2 * size + k]) + z * h[k];
            } else {
                c[k] = sigmoid(gate(1)) * c[k] + sigmoid(gate(0)) * std::tanh(gate(2));
                h[k] = sigmoid(gate(3)) * std::tanh(c[k]);
            }
        }
        y.push_back(h);
    }
    return y;
}

steps_of_sequence outputs_of_both(const bidirectional_step& one, const steps_of_sequence& x) {
    steps_of_sequence y = outputs_of_recurrent(one.there, x);
    const steps_of_sequence back = outputs_of_recurrent(one.back, {x.rbegin(), x.rend()});
    for (std::size_t t = 0; t < y.size(); ++t) {
        const std::vector<double>& beside = back[one.final_states ? t : y.size() - 1 - t];
        y[t].insert(y[t].end(), beside.begin(), beside.end());
    }
    return y;
}

}  // namespace constprop::tools
