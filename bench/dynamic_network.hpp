#ifndef CONSTPROP_BENCH_DYNAMIC_NETWORK_HPP
#define CONSTPROP_BENCH_DYNAMIC_NETWORK_HPP

#include <cstddef>
#include <memory>
#include <vector>

/// The same networks as people write them when sizes are known at run time: virtual layers over std::vector, weights
/// with the outputs of an input contiguous, so that the inner loops run over memory in order and vectorize.
namespace dynamic {

using vector = std::vector<float>;

struct layer {
    virtual ~layer() = default;
    virtual void forward(const vector& x) = 0;
    virtual void backward(const vector& x, const vector& dy, bool want_dx) = 0;
    virtual void step(float learning_rate) = 0;

    vector y, dx;
};

struct linear : layer {
    std::size_t inputs, outputs;
    vector weights, bias, weight_gradient, bias_gradient;

    linear(std::size_t in, std::size_t out)
        : inputs(in), outputs(out), weights(in * out), bias(out), weight_gradient(in * out), bias_gradient(out) {
        y.resize(out);
        dx.resize(in);
    }

    void forward(const vector& x) override {
        y = bias;
        for (std::size_t i = 0; i < inputs; ++i)
            for (std::size_t o = 0; o < outputs; ++o) y[o] += weights[i * outputs + o] * x[i];
    }
    void backward(const vector& x, const vector& dy, bool want_dx) override {
        for (std::size_t i = 0; i < inputs; ++i)
            for (std::size_t o = 0; o < outputs; ++o) weight_gradient[i * outputs + o] = x[i] * dy[o];
        bias_gradient = dy;
        if (!want_dx) return;
        for (std::size_t i = 0; i < inputs; ++i) {
            float sum = 0;
            for (std::size_t o = 0; o < outputs; ++o) sum += weights[i * outputs + o] * dy[o];
            dx[i] = sum;
        }
    }
    void step(float learning_rate) override {
        for (std::size_t k = 0; k < weights.size(); ++k) weights[k] -= learning_rate * weight_gradient[k];
        for (std::size_t k = 0; k < bias.size(); ++k) bias[k] -= learning_rate * bias_gradient[k];
    }
};

struct relu : layer {
    void forward(const vector& x) override {
        y.resize(x.size());
        for (std::size_t j = 0; j < x.size(); ++j) y[j] = x[j] > 0 ? x[j] : 0;
    }
    void backward(const vector& x, const vector& dy, bool /*want_dx*/) override {
        dx.resize(x.size());
        for (std::size_t j = 0; j < x.size(); ++j) dx[j] = x[j] > 0 ? dy[j] : 0;
    }
    void step(float /*learning_rate*/) override {}
};

struct network {
    std::vector<std::unique_ptr<layer>> layers;

    const vector& forward(const vector& x) {
        const vector* value = &x;
        for (const auto& each : layers) {
            each->forward(*value);
            value = &each->y;
        }
        return *value;
    }

    /// Forward, mean squared error, backward, gradient descent. Returns the loss.
    float train_step(const vector& x, const vector& target, float learning_rate) {
        const vector& prediction = forward(x);
        vector slope(prediction.size());
        float loss = 0;
        for (std::size_t j = 0; j < slope.size(); ++j) {
            const float difference = prediction[j] - target[j];
            loss += difference * difference / static_cast<float>(slope.size());
            slope[j] = 2 * difference / static_cast<float>(slope.size());
        }
        const vector* dy = &slope;
        for (std::size_t k = layers.size(); k-- > 0;) {
            layers[k]->backward(k == 0 ? x : layers[k - 1]->y, *dy, k > 0);
            dy = &layers[k]->dx;
        }
        for (const auto& each : layers) each->step(learning_rate);
        return loss;
    }
};

}  // namespace dynamic

#endif  // CONSTPROP_BENCH_DYNAMIC_NETWORK_HPP
