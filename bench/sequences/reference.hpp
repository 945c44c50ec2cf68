#ifndef CONSTPROP_BENCH_SEQUENCES_REFERENCE_HPP
#define CONSTPROP_BENCH_SEQUENCES_REFERENCE_HPP

#include <cmath>
#include <cstddef>
#include <vector>

#include "../reference.hpp"
#include "rows.hpp"

/// What every implementation has to compute, in double and as plainly as it can be said.
namespace bench::sequences::reference {

using bench::reference::as_double;
using bench::reference::trained;
using bench::reference::vector;

inline double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

/// The parameters of a recurrent network, and their gradients.
struct tensors {
    vector input, hidden, input_bias, hidden_bias, head, head_bias;

    tensors(const network& net, const vector& all) {
        auto from = all.begin();
        std::size_t k = 0;
        for (vector* each : {&input, &hidden, &input_bias, &hidden_bias, &head, &head_bias}) {
            const auto size = static_cast<std::ptrdiff_t>(net.tensors()[k++].size());
            each->assign(from, from + size);
            from += size;
        }
    }
    vector joined() const {
        vector all;
        for (const vector* each : {&input, &hidden, &input_bias, &hidden_bias, &head, &head_bias})
            all.insert(all.end(), each->begin(), each->end());
        return all;
    }
};

/// One step of a recurrent network: gates after their functions, in PyTorch's order; for a GRU's n, W_hn h + b_hn; the state.
struct step {
    vector x, h_before, c_before, gates, recurrent_n, h, c;
    double y = 0;
};

inline step forward(const network& net, const tensors& p, const vector& x, const vector& h, const vector& c) {
    const std::size_t units = net.units, all = net.gates() * units;
    step result{x, h, c, vector(all), vector(units), vector(units), vector(units)};
    vector from_x = p.input_bias, from_h = p.hidden_bias;
    for (std::size_t g = 0; g < all; ++g) {
        for (std::size_t i = 0; i < net.inputs; ++i) from_x[g] += p.input[g * net.inputs + i] * x[i];
        for (std::size_t j = 0; j < units; ++j) from_h[g] += p.hidden[g * units + j] * h[j];
    }
    auto& gates = result.gates;
    result.y = p.head_bias[0];
    for (std::size_t j = 0; j < units; ++j) {
        const auto gate = [&](std::size_t k) -> double& { return gates[k * units + j]; };
        const auto sum = [&](std::size_t k) { return from_x[k * units + j] + from_h[k * units + j]; };
        if (net.what == kind::gru) {
            gate(0) = sigmoid(sum(0)), gate(1) = sigmoid(sum(1));
            result.recurrent_n[j] = from_h[2 * units + j];
            gate(2) = std::tanh(from_x[2 * units + j] + gate(0) * result.recurrent_n[j]);
            result.h[j] = (1 - gate(1)) * gate(2) + gate(1) * h[j];
        } else {
            gate(0) = sigmoid(sum(0)), gate(1) = sigmoid(sum(1)), gate(2) = std::tanh(sum(2)),
            gate(3) = sigmoid(sum(3));
            result.c[j] = gate(1) * c[j] + gate(0) * gate(2);
            result.h[j] = gate(3) * std::tanh(result.c[j]);
        }
        result.y += p.head[j] * result.h[j];
    }
    return result;
}

/// Adds the gradient of a step whose output has the slope dy, and whose state has the slopes dh and dc, which become those of
/// the state before.
inline void backward(const network& net, const tensors& p, const step& at, double dy, vector& dh, vector& dc,
                     tensors& gradient) {
    const std::size_t units = net.units;
    vector dx(net.gates() * units), dr(net.gates() * units), dh_before(units);  // of the sums from x and from h
    gradient.head_bias[0] += dy;
    for (std::size_t j = 0; j < units; ++j) {
        gradient.head[j] += dy * at.h[j];
        const double slope = dh[j] + dy * p.head[j];
        const auto gate = [&](std::size_t k) { return at.gates[k * units + j]; };
        const auto put = [&](std::size_t k, double from_x, double from_h) {
            dx[k * units + j] = from_x, dr[k * units + j] = from_h;
        };
        const auto logistic = [&](std::size_t k, double d) { return d * gate(k) * (1 - gate(k)); };
        if (net.what == kind::gru) {
            const double dn = slope * (1 - gate(1)) * (1 - gate(2) * gate(2));
            const double reset = logistic(0, dn * at.recurrent_n[j]),
                         update = logistic(1, slope * (at.h_before[j] - gate(2)));
            put(0, reset, reset), put(1, update, update), put(2, dn, dn * gate(0));
            dh_before[j] += slope * gate(1);
        } else {
            const double t = std::tanh(at.c[j]), cell = dc[j] + slope * gate(3) * (1 - t * t);
            const double in = logistic(0, cell * gate(2)), forget = logistic(1, cell * at.c_before[j]),
                         candidate = cell * gate(0) * (1 - gate(2) * gate(2)), out = logistic(3, slope * t);
            put(0, in, in), put(1, forget, forget), put(2, candidate, candidate), put(3, out, out);
            dc[j] = cell * gate(1);
        }
    }
    for (std::size_t g = 0; g < dx.size(); ++g) {
        gradient.input_bias[g] += dx[g], gradient.hidden_bias[g] += dr[g];
        for (std::size_t i = 0; i < net.inputs; ++i) gradient.input[g * net.inputs + i] += dx[g] * at.x[i];
        for (std::size_t j = 0; j < units; ++j) {
            gradient.hidden[g * units + j] += dr[g] * at.h_before[j];
            dh_before[j] += dr[g] * p.hidden[g * units + j];
        }
    }
    dh = dh_before;
}

/// All outputs of a stream, from a state of zeros.
inline vector outputs(const row& r, const data& from) {
    const network& net = r.net;
    const vector parameters = as_double(from.parameters, 0, from.parameters.size());
    vector result;
    if (net.recurrent()) {
        const tensors p(net, parameters);
        vector h(net.units), c(net.units);
        for (std::size_t t = 0; t < samples; ++t) {
            const step at = forward(net, p, as_double(from.inputs, t * net.inputs, net.inputs), h, c);
            h = at.h, c = at.c;
            result.push_back(at.y);
        }
        return result;
    }
    vector signal = as_double(from.inputs, 0, from.inputs.size());
    const double* weights = parameters.data();
    for (std::size_t k = 0; k < net.layers; ++k) {
        const std::size_t in = net.layer_inputs(k), fan = in * network::kernel, dilation = std::size_t{1} << k;
        vector given;
        for (std::size_t t = 0; t < samples; ++t)
            for (std::size_t o = 0; o < net.units; ++o) {
                double z = weights[net.units * fan + o];
                for (std::size_t i = 0; i < in; ++i)
                    for (std::size_t tap = 0; tap < network::kernel; ++tap) {
                        const std::size_t before = (network::kernel - 1 - tap) * dilation;
                        if (t >= before)
                            z += weights[o * fan + i * network::kernel + tap] * signal[(t - before) * in + i];
                    }
                given.push_back(z > 0 ? z : 0);
            }
        weights += net.units * fan + net.units;
        signal = given;
    }
    return signal;
}

/// Steps of gradient descent over the sequences, one after the other.
inline trained train(const row& r, const data& from, std::size_t count, double learning_rate) {
    const network& net = r.net;
    trained result{as_double(from.parameters, 0, from.parameters.size()), {}};
    for (std::size_t n = 0; n < count; ++n) {
        const tensors p(net, result.parameters);
        tensors gradient(net, vector(result.parameters.size()));
        std::vector<step> all;
        vector h(net.units), c(net.units);
        for (std::size_t t = 0; t < r.steps; ++t) {
            all.push_back(forward(net, p, as_double(from.inputs, (n * r.steps + t) * net.inputs, net.inputs), h, c));
            h = all.back().h, c = all.back().c;
        }
        double loss = 0;
        vector dh(net.units), dc(net.units);
        for (std::size_t t = r.steps; t-- > 0;) {
            const double difference = all[t].y - static_cast<double>(from.targets[n * r.steps + t]);
            loss += difference * difference / static_cast<double>(r.steps);
            backward(net, p, all[t], 2 * difference / static_cast<double>(r.steps), dh, dc, gradient);
        }
        result.losses.push_back(loss);
        const vector slope = gradient.joined();
        for (std::size_t k = 0; k < slope.size(); ++k) result.parameters[k] -= learning_rate * slope[k];
    }
    return result;
}

}  // namespace bench::sequences::reference

#endif  // CONSTPROP_BENCH_SEQUENCES_REFERENCE_HPP
