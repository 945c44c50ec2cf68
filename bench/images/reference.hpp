#ifndef CONSTPROP_BENCH_IMAGES_REFERENCE_HPP
#define CONSTPROP_BENCH_IMAGES_REFERENCE_HPP

#include <cstddef>
#include <vector>

#include "../reference.hpp"
#include "rows.hpp"

/// What every implementation has to compute, in double and as plainly as it can be said.
namespace bench::images::reference {

using bench::reference::as_double;
using bench::reference::trained;
using bench::reference::vector;

/// Calls use(input, weight, output) for each product of a layer: the numbers of its values, channels last, and of its weight.
template <class Use> void for_each_product(const layer& of, const extent& in, Use use) {
    const extent out = of.given(in);
    if (of.what == kind::linear) {
        for (std::size_t o = 0; o < out.channels; ++o)
            for (std::size_t i = 0; i < in.size(); ++i) use(i, o * in.size() + channels_first(in, i), o);
        return;
    }
    const bool depthwise = of.what == kind::depthwise;
    const std::size_t inputs = depthwise ? 1 : in.channels;
    for (std::size_t r = 0; r < out.rows; ++r)
        for (std::size_t c = 0; c < out.columns; ++c)
            for (std::size_t o = 0; o < out.channels; ++o)
                for (std::size_t i = 0; i < inputs; ++i)
                    for (std::size_t kr = 0; kr < of.window.rows; ++kr)
                        for (std::size_t kc = 0; kc < of.window.columns; ++kc) {
                            const std::size_t row = r + kr - of.padding.rows, column = c + kc - of.padding.columns;
                            if (row >= in.rows || column >= in.columns) continue;  // below 0 is very large
                            const std::size_t channel = depthwise ? o : i;
                            use((row * in.columns + column) * in.channels + channel,
                                ((o * inputs + i) * of.window.rows + kr) * of.window.columns + kc,
                                (r * out.columns + c) * out.channels + o);
                        }
}

/// For each output of a pool, the number of the input that is the maximum.
inline std::vector<std::size_t> maxima(const layer& of, const extent& in, const vector& x) {
    const extent out = of.given(in);
    std::vector<std::size_t> at(out.size());
    for (std::size_t k = 0; k < out.size(); ++k) {
        const std::size_t channel = k % out.channels, column = k / out.channels % out.columns,
                          row = k / out.channels / out.columns;
        const auto number = [&](std::size_t r, std::size_t c) {
            return ((row * of.window.rows + r) * in.columns + column * of.window.columns + c) * in.channels + channel;
        };
        at[k] = number(0, 0);
        for (std::size_t r = 0; r < of.window.rows; ++r)
            for (std::size_t c = 0; c < of.window.columns; ++c)
                if (x[number(r, c)] > x[at[k]]) at[k] = number(r, c);
    }
    return at;
}

/// All values of a forward pass: the input, then each layer's output after its relu.
inline std::vector<vector> forward(const network& net, const vector& parameters, const vector& x) {
    std::vector<vector> values{x};
    for (std::size_t k = 0; k < net.count; ++k) {
        const layer& of = net.layers[k];
        const extent in = net.taken(k), out = of.given(in);
        const double* weights = parameters.data() + net.offset(k);
        vector y(out.size());
        if (of.what == kind::max_pool) {
            const auto from = maxima(of, in, values[k]);
            for (std::size_t o = 0; o < y.size(); ++o) y[o] = values[k][from[o]];
        } else {
            for (std::size_t o = 0; o < y.size(); ++o) y[o] = weights[net.weights(k) + o % out.channels];
            for_each_product(of, in,
                             [&](std::size_t i, std::size_t w, std::size_t o) { y[o] += weights[w] * values[k][i]; });
        }
        if (of.relu)
            for (double& each : y) each = each > 0 ? each : 0;
        values.push_back(y);
    }
    return values;
}

/// Adds the gradient of one sample's part of the loss, whose slope at the outputs is dy.
inline void backward(const network& net, const vector& parameters, const std::vector<vector>& values, vector dy,
                     vector& gradient) {
    for (std::size_t k = net.count; k-- > 0;) {
        const layer& of = net.layers[k];
        const extent in = net.taken(k), out = of.given(in);
        const std::size_t at = net.offset(k);
        if (of.relu)
            for (std::size_t o = 0; o < dy.size(); ++o) dy[o] *= values[k + 1][o] > 0 ? 1 : 0;
        vector dx(in.size());
        if (of.what == kind::max_pool) {
            const auto from = maxima(of, in, values[k]);
            for (std::size_t o = 0; o < dy.size(); ++o) dx[from[o]] += dy[o];
        } else {
            for (std::size_t o = 0; o < dy.size(); ++o) gradient[at + net.weights(k) + o % out.channels] += dy[o];
            for_each_product(of, in, [&](std::size_t i, std::size_t w, std::size_t o) {
                gradient[at + w] += dy[o] * values[k][i];
                dx[i] += parameters[at + w] * dy[o];
            });
        }
        dy = dx;
    }
}

/// Steps of gradient descent over the samples, or the batches of samples, one after the other.
inline trained train(const row& r, const data& from, std::size_t steps, double learning_rate) {
    const std::size_t in = r.net.input.size(), out = r.net.output().size();
    trained result{as_double(from.parameters, 0, from.parameters.size()), {}};
    for (std::size_t step = 0; step < steps; ++step) {
        vector gradient(result.parameters.size());
        double loss = 0;
        for (std::size_t b = 0; b < r.batch; ++b) {
            const std::size_t n = (step * r.batch + b) % samples;
            const auto values = forward(r.net, result.parameters, as_double(from.inputs, n * in, in));
            vector dy = as_double(from.targets, n * out, out);
            const auto terms = static_cast<double>(r.batch * out);
            for (std::size_t o = 0; o < out; ++o) {
                const double difference = values.back()[o] - dy[o];
                loss += difference * difference / terms;
                dy[o] = 2 * difference / terms;
            }
            backward(r.net, result.parameters, values, dy, gradient);
        }
        result.losses.push_back(loss);
        for (std::size_t p = 0; p < gradient.size(); ++p) result.parameters[p] -= learning_rate * gradient[p];
    }
    return result;
}

}  // namespace bench::images::reference

#endif  // CONSTPROP_BENCH_IMAGES_REFERENCE_HPP
