#ifndef CONSTPROP_BENCH_PEERS_LIBXSMM_BATCH_HPP
#define CONSTPROP_BENCH_PEERS_LIBXSMM_BATCH_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

#include "../rows.hpp"
#include "libxsmm_kernels.hpp"

namespace bench::libxsmm {

/// A network on batches of one size. The samples of a value lie side by side, so that every product has whole vectors
/// of samples, however few outputs a layer has.
template <std::size_t Batch> class batch_network {
    struct layer {
        std::size_t inputs, outputs, part;  // part: so many outputs' weights are updated at a time
        activation f;
        buffer w, b, mean, square, bias_mean, bias_square, gradient;  // w is inputs × outputs
        buffer y, dy, x_by_sample;  // Batch × outputs, twice; inputs × Batch, for the gradient of the weights
        libxsmm_smmfunction forward, backward, update;
        transposition by_sample;
    };

    row row_;
    std::vector<layer> layers_;
    std::vector<buffer> inputs_, inputs_by_sample_, targets_;
    float learning_rate_;
    adam adam_;

    static buffer by_value(const float* samples_of, std::size_t size) {
        buffer all(Batch * size);
        for (std::size_t n = 0; n < Batch; ++n)
            for (std::size_t j = 0; j < size; ++j) all.data()[j * Batch + n] = samples_of[n * size + j];
        return all;
    }

    void activate(layer& at) {
        const float* __restrict b = at.b.data();
        float* __restrict y = at.y.data();
        const auto each = [&](activation f) {
            for (std::size_t o = 0; o < at.outputs; ++o)
                for (std::size_t n = 0; n < Batch; ++n) y[o * Batch + n] = activated(f, y[o * Batch + n] + b[o]);
        };
        if (at.f == activation::relu) each(activation::relu);
        else if (at.f == activation::tanh) each(activation::tanh);
        else each(activation::none);
    }

    /// The loss; leaves its slope times `factor`, and so all slopes before it are multiplied.
    float begin_backward(layer& last, const float* __restrict target, float factor) {
        const float* __restrict y = last.y.data();
        float* __restrict dy = last.dy.data();
        const auto terms = static_cast<float>(Batch * last.outputs);
        float sums[16] = {};
        for (std::size_t j = 0; j < Batch * last.outputs; j += 16)
            for (std::size_t lane = 0; lane < 16; ++lane) {
                const float difference = y[j + lane] - target[j + lane];
                sums[lane] += difference * difference;
                dy[j + lane] = difference * (2 * factor / terms);
            }
        float loss = 0;
        for (const float sum : sums) loss += sum;
        return loss / terms;
    }

    static void through_relu(const layer& before, float* __restrict dy) {
        const float* __restrict y = before.y.data();
        for (std::size_t j = 0; j < Batch * before.outputs; ++j) dy[j] = y[j] > 0 ? dy[j] : 0;
    }

    /// In vectors half as long each time; as a loop, compilers add one after the other.
    static float sum_of(const float* values) {
        using sixteen = float __attribute__((vector_size(64)));
        using eight = float __attribute__((vector_size(32)));
        using four = float __attribute__((vector_size(16)));
        sixteen s{};
        for (std::size_t n = 0; n < Batch; n += 16) {
            sixteen next;
            std::memcpy(&next, values + n, sizeof next);
            s += next;
        }
        const eight half = __builtin_shufflevector(s, s, 0, 1, 2, 3, 4, 5, 6, 7) +
                           __builtin_shufflevector(s, s, 8, 9, 10, 11, 12, 13, 14, 15);
        const four quarter =
            __builtin_shufflevector(half, half, 0, 1, 2, 3) + __builtin_shufflevector(half, half, 4, 5, 6, 7);
        return quarter[0] + quarter[1] + (quarter[2] + quarter[3]);
    }

    void descend(layer& at, const float* x_by_sample) {
        const float* dy = at.dy.data();
        if (row_.what == work::sgd) {
            at.update(x_by_sample, dy, at.w.data());  // the slope is multiplied by the learning rate
            for (std::size_t o = 0; o < at.outputs; ++o) at.b.data()[o] += sum_of(dy + o * Batch);
            return;
        }
        float* g = at.gradient.data();
        for (std::size_t o = 0; o < at.outputs; ++o) g[o] = sum_of(dy + o * Batch);
        adam_.update(at.b.data(), at.bias_mean.data(), at.bias_square.data(), g, at.outputs);
        for (std::size_t o = 0; o < at.outputs; o += at.part) {
            const std::size_t p = o * at.inputs;
            at.update(x_by_sample, dy + o * Batch, g);
            adam_.update(at.w.data() + p, at.mean.data() + p, at.square.data() + p, g, at.part * at.inputs);
        }
    }

 public:
    batch_network(const row& r, double learning_rate)
        : row_(r), learning_rate_(static_cast<float>(learning_rate)), adam_{{learning_rate_}} {
        const data& from = data_of(r.net);
        for (std::size_t k = 0; k < r.net.layers; ++k) {
            const std::size_t in = r.net.sizes[k], out = r.net.sizes[k + 1], size = in * out;
            const bool adam = r.what == work::adam;
            const std::size_t part = adam ? part_of(out, in) : out, memory = adam ? 1 : 0;
            layers_.push_back({in, out, part, k + 1 < r.net.layers ? r.net.between : activation::none, buffer(size),
                               buffer(out), buffer(memory * size), buffer(memory * size), buffer(memory * out),
                               buffer(memory * out), buffer(memory * std::max(out, part * in)), buffer(Batch * out),
                               buffer(Batch * out), buffer(Batch * in), compiled({Batch, out, in, Batch, in, Batch}),
                               compiled({Batch, in, out, Batch, in, Batch, false, true}),
                               compiled({in, part, Batch, in, Batch, in, !adam}), transposition(Batch, in, Batch)});
            const float* parameters = from.parameters.data() + r.net.offset(k);
            std::copy_n(parameters, size, layers_[k].w.data());
            std::copy_n(parameters + size, out, layers_[k].b.data());
        }
        for (std::size_t n = 0; n < samples; n += Batch) {
            inputs_.push_back(by_value(from.inputs.data() + n * r.net.inputs(), r.net.inputs()));
            targets_.push_back(by_value(from.targets.data() + n * r.net.outputs(), r.net.outputs()));
            inputs_by_sample_.emplace_back(Batch * r.net.inputs());
            std::copy_n(from.inputs.data() + n * r.net.inputs(), Batch * r.net.inputs(),
                        inputs_by_sample_.back().data());
        }
    }

    const float* forward(std::size_t n) {
        const float* x = inputs_[n].data();
        for (layer& each : layers_) {
            each.forward(x, each.w.data(), each.y.data());
            activate(each);
            x = each.y.data();
        }
        return x;
    }

    float step(std::size_t n) {
        forward(n);
        if (row_.what == work::adam) adam_.begin();
        const float factor = row_.what == work::sgd ? -learning_rate_ : 1;
        const float loss = begin_backward(layers_.back(), targets_[n].data(), factor);
        for (std::size_t k = layers_.size(); k-- > 0;) {
            layer& at = layers_[k];
            if (k == 0) {
                descend(at, inputs_by_sample_[n].data());
            } else {
                layer& before = layers_[k - 1];
                at.backward(at.dy.data(), at.w.data(), before.dy.data());
                through_relu(before, before.dy.data());
                at.by_sample(before.y.data(), at.x_by_sample.data());
                descend(at, at.x_by_sample.data());
            }
        }
        return loss;
    }

    /// The outputs of the last forward pass, sample by sample.
    std::vector<float> outputs() const {
        const layer& last = layers_.back();
        std::vector<float> all;
        for (std::size_t n = 0; n < Batch; ++n)
            for (std::size_t o = 0; o < last.outputs; ++o) all.push_back(last.y.data()[o * Batch + n]);
        return all;
    }
    std::vector<float> parameters() const {
        std::vector<float> all;
        for (const layer& each : layers_) {
            all.insert(all.end(), each.w.data(), each.w.data() + each.inputs * each.outputs);
            all.insert(all.end(), each.b.data(), each.b.data() + each.outputs);
        }
        return all;
    }
};

}  // namespace bench::libxsmm

#endif  // CONSTPROP_BENCH_PEERS_LIBXSMM_BATCH_HPP
