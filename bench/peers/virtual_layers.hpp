#ifndef CONSTPROP_BENCH_PEERS_VIRTUAL_LAYERS_HPP
#define CONSTPROP_BENCH_PEERS_VIRTUAL_LAYERS_HPP

#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "../rows.hpp"
#include "adam.hpp"

/// A network as people write one when sizes are known at run time: virtual layers over std::vector, plain loops, no
/// library. Batches lie sample by sample. Nothing allocates after construction.
namespace bench::virtual_layers {

using vector = std::vector<float>;

/// A rule applied to a parameter, its gradient and, for Adam, its two memories.
struct optimizer : adam_factors {
    work rule;
    void update(vector& parameters, const vector& gradient, vector& mean, vector& square) const {
        if (rule == work::sgd) {
            for (std::size_t p = 0; p < parameters.size(); ++p) parameters[p] -= learning_rate * gradient[p];
        } else {
            for (std::size_t p = 0; p < parameters.size(); ++p) {
                const float g = gradient[p];
                mean[p] = 0.9F * mean[p] + 0.1F * g;
                square[p] = 0.999F * square[p] + 0.001F * g * g;
                parameters[p] -= rate * mean[p] / (std::sqrt(square[p]) * inverse_root + 1e-8F);
            }
        }
    }
};

struct layer {
    vector y, dx;

    virtual ~layer() = default;
    virtual void forward(const vector& x) = 0;
    virtual void backward(const vector& x, const vector& dy, bool want_dx) = 0;
    virtual void step(const optimizer& /*by*/) {}
    virtual void save(vector& /*parameters*/) const {}
};

/// What the two orders of the weights have in common.
struct linear : layer {
    std::size_t inputs, outputs, batch;
    vector weights, bias, weight_gradient, bias_gradient;
    vector weight_mean, weight_square, bias_mean, bias_square;

    linear(std::size_t in, std::size_t out, std::size_t size)
        : inputs(in),
          outputs(out),
          batch(size),
          weights(in * out),
          bias(out),
          weight_gradient(in * out),
          bias_gradient(out),
          weight_mean(in * out),
          weight_square(in * out),
          bias_mean(out),
          bias_square(out) {
        y.resize(batch * out);
        dx.resize(batch * in);
    }
    void step(const optimizer& by) override {
        by.update(weights, weight_gradient, weight_mean, weight_square);
        by.update(bias, bias_gradient, bias_mean, bias_square);
    }
    void sum_bias_gradient(const vector& dy) {
        for (std::size_t o = 0; o < outputs; ++o) bias_gradient[o] = 0;
        for (std::size_t n = 0; n < batch; ++n)
            for (std::size_t o = 0; o < outputs; ++o) bias_gradient[o] += dy[n * outputs + o];
    }
};

/// Weights [output][input]: an output is the dot product of its row with the input.
struct row_dot final : linear {
    row_dot(std::size_t in, std::size_t out, std::size_t size, const float* parameters) : linear(in, out, size) {
        for (float& weight : weights) weight = *parameters++;
        for (float& value : bias) value = *parameters++;
    }
    void forward(const vector& x) override {
        for (std::size_t n = 0; n < batch; ++n)
            for (std::size_t o = 0; o < outputs; ++o) {
                float sum = bias[o];
                for (std::size_t i = 0; i < inputs; ++i) sum += weights[o * inputs + i] * x[n * inputs + i];
                y[n * outputs + o] = sum;
            }
    }
    void backward(const vector& x, const vector& dy, bool want_dx) override {
        for (float& value : weight_gradient) value = 0;
        for (std::size_t n = 0; n < batch; ++n)
            for (std::size_t o = 0; o < outputs; ++o) {
                const float slope = dy[n * outputs + o];
                for (std::size_t i = 0; i < inputs; ++i) weight_gradient[o * inputs + i] += slope * x[n * inputs + i];
            }
        sum_bias_gradient(dy);
        if (!want_dx) return;
        for (float& value : dx) value = 0;
        for (std::size_t n = 0; n < batch; ++n)
            for (std::size_t o = 0; o < outputs; ++o) {
                const float slope = dy[n * outputs + o];
                for (std::size_t i = 0; i < inputs; ++i) dx[n * inputs + i] += slope * weights[o * inputs + i];
            }
    }
    void save(vector& parameters) const override {
        parameters.insert(parameters.end(), weights.begin(), weights.end());
        parameters.insert(parameters.end(), bias.begin(), bias.end());
    }
};

/// Weights [input][output]: each input adds its multiple of a row to all outputs, a loop that vectorizes.
struct axpy final : linear {
    axpy(std::size_t in, std::size_t out, std::size_t size, const float* parameters) : linear(in, out, size) {
        for (std::size_t o = 0; o < out; ++o)
            for (std::size_t i = 0; i < in; ++i) weights[i * out + o] = *parameters++;
        for (float& value : bias) value = *parameters++;
    }
    void forward(const vector& x) override {
        for (std::size_t n = 0; n < batch; ++n) {
            for (std::size_t o = 0; o < outputs; ++o) y[n * outputs + o] = bias[o];
            for (std::size_t i = 0; i < inputs; ++i) {
                const float factor = x[n * inputs + i];
                for (std::size_t o = 0; o < outputs; ++o) y[n * outputs + o] += weights[i * outputs + o] * factor;
            }
        }
    }
    void backward(const vector& x, const vector& dy, bool want_dx) override {
        for (float& value : weight_gradient) value = 0;
        for (std::size_t n = 0; n < batch; ++n)
            for (std::size_t i = 0; i < inputs; ++i) {
                const float factor = x[n * inputs + i];
                for (std::size_t o = 0; o < outputs; ++o)
                    weight_gradient[i * outputs + o] += factor * dy[n * outputs + o];
            }
        sum_bias_gradient(dy);
        if (!want_dx) return;
        for (std::size_t n = 0; n < batch; ++n)
            for (std::size_t i = 0; i < inputs; ++i) {
                float sum = 0;
                for (std::size_t o = 0; o < outputs; ++o) sum += weights[i * outputs + o] * dy[n * outputs + o];
                dx[n * inputs + i] = sum;
            }
    }
    void save(vector& parameters) const override {
        for (std::size_t o = 0; o < outputs; ++o)
            for (std::size_t i = 0; i < inputs; ++i) parameters.push_back(weights[i * outputs + o]);
        parameters.insert(parameters.end(), bias.begin(), bias.end());
    }
};

struct relu final : layer {
    explicit relu(std::size_t size) { y.resize(size), dx.resize(size); }
    void forward(const vector& x) override {
        for (std::size_t j = 0; j < y.size(); ++j) y[j] = x[j] > 0 ? x[j] : 0;
    }
    void backward(const vector& x, const vector& dy, bool /*want_dx*/) override {
        for (std::size_t j = 0; j < dx.size(); ++j) dx[j] = x[j] > 0 ? dy[j] : 0;
    }
};

struct tanh final : layer {
    explicit tanh(std::size_t size) { y.resize(size), dx.resize(size); }
    void forward(const vector& x) override {
        for (std::size_t j = 0; j < y.size(); ++j) y[j] = std::tanh(x[j]);
    }
    void backward(const vector& /*x*/, const vector& dy, bool /*want_dx*/) override {
        for (std::size_t j = 0; j < dx.size(); ++j) dx[j] = (1 - y[j] * y[j]) * dy[j];
    }
};

}  // namespace bench::virtual_layers

#endif  // CONSTPROP_BENCH_PEERS_VIRTUAL_LAYERS_HPP
