#ifndef CONSTPROP_BENCH_PEERS_LIBXSMM_SINGLE_HPP
#define CONSTPROP_BENCH_PEERS_LIBXSMM_SINGLE_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../rows.hpp"
#include "libxsmm_kernels.hpp"

namespace bench::libxsmm {

/// A network on one sample at a time.
///
/// The weights of an input lie side by side, for the forward product, and the biases follow as if they were the weights
/// of one more input, which is always 1. The backward product wants the weights of an output side by side: where it is
/// needed, there is a second copy.
class single_network {
    struct layer {
        std::size_t inputs, outputs, rows, folded, part;
        activation f;
        buffer w, transposed, mean, square, gradient;  // w is rows × (inputs + 1), transposed is inputs × outputs
        buffer sums, y, dy;                            // y with the 1 that the next layer wants
        libxsmm_smmfunction forward, backward, update, update_transposed;
        transposition again;
    };

    row row_;
    std::vector<layer> layers_;
    std::vector<buffer> inputs_, targets_;
    float learning_rate_;
    adam adam_;

    static std::vector<buffer> each_sample(const std::vector<float>& values, std::size_t size) {
        std::vector<buffer> all;
        for (std::size_t n = 0; n < samples; ++n) {
            all.emplace_back(size + 1);
            std::copy_n(values.data() + n * size, size, all.back().data());
            all.back().data()[size] = 1;
        }
        return all;
    }

    static void activate(layer& at) {
        float* __restrict y = at.y.data();
        const auto each = [&](activation f) {
            for (std::size_t o = 0; o < at.outputs; ++o) y[o] = activated(f, y[o]);
        };
        if (at.f == activation::relu) each(activation::relu);
        else if (at.f == activation::tanh) each(activation::tanh);
    }

    /// With few outputs, one vector would wait for its own sum at each input. Several inputs are then taken for one
    /// sample each of a batch, which gives sums of which only a diagonal is wanted, but sooner.
    static void add_diagonal(layer& at) {
        const float* __restrict sums = at.sums.data();
        const float* __restrict biases = at.w.data() + at.inputs * at.rows;
        float* __restrict y = at.y.data();
        for (std::size_t o = 0; o < at.outputs; ++o) y[o] = biases[o];
        for (std::size_t s = 0; s < at.folded; ++s)
            for (std::size_t o = 0; o < at.outputs; ++o) y[o] += sums[s * (at.folded + 1) * at.rows + o];
    }

    float begin_backward(layer& last, const float* __restrict target, float factor) {
        const float* __restrict y = last.y.data();
        float* __restrict dy = last.dy.data();
        const auto terms = static_cast<float>(last.outputs);
        float loss = 0;
        for (std::size_t o = 0; o < last.outputs; ++o) {
            const float difference = y[o] - target[o];
            loss += difference * difference;
            dy[o] = difference * (2 * factor / terms);
        }
        return loss / terms;
    }

    /// Where the weights come from a level-2 cache, they come faster to a loop that takes them in order.
    static void add_outer_product(layer& at, const float* __restrict dy, const float* __restrict x) {
        float* __restrict w = at.w.data();
        if (at.rows % 16 != 0 || at.rows * at.inputs <= 8192) return at.update(dy, x, w);
        for (std::size_t i = 0; i <= at.inputs; ++i)
            for (std::size_t o = 0; o < at.rows; ++o) w[i * at.rows + o] += x[i] * dy[o];
    }

    void descend(layer& at, const float* x) {
        const float* dy = at.dy.data();
        if (row_.what == work::sgd) {
            add_outer_product(at, dy, x);  // the slope is multiplied by the learning rate
            if (at.update_transposed != nullptr) at.update_transposed(x, dy, at.transposed.data());
            return;
        }
        float* g = at.gradient.data();
        for (std::size_t i = 0; i <= at.inputs; i += at.part) {
            const std::size_t p = i * at.rows, columns = std::min(at.part, at.inputs + 1 - i);
            if (columns == at.part) at.update(dy, x + i, g);
            else
                for (std::size_t o = 0; o < at.rows; ++o) g[o] = dy[o];
            adam_.update(at.w.data() + p, at.mean.data() + p, at.square.data() + p, g, columns * at.rows);
        }
        if (at.update_transposed != nullptr) at.again(at.w.data(), at.transposed.data());
    }

 public:
    single_network(const row& r, double learning_rate)
        : row_(r),
          inputs_(each_sample(data_of(r.net).inputs, r.net.inputs())),
          targets_(each_sample(data_of(r.net).targets, r.net.outputs())),
          learning_rate_(static_cast<float>(learning_rate)),
          adam_{{learning_rate_}} {
        for (std::size_t k = 0; k < r.net.layers; ++k) {
            const std::size_t in = r.net.sizes[k], out = r.net.sizes[k + 1];
            const std::size_t rows = out < 16 && out >= 8 ? 16 : out, folded = out < 16 && in % 4 == 0 ? 4 : 1;
            const bool adam = r.what == work::adam, again = r.trains() && k > 0;
            const std::size_t part = adam ? part_of(in, rows) : in + 1, size = rows * (in + 1),
                              memory = adam ? size : 0;
            const auto forward =
                folded == 1
                    ? compiled({rows, 1, in + 1, rows, in + 1, rows, false, false, LIBXSMM_GEMM_PREFETCH_AL2})
                    : compiled({rows * folded, folded, in / folded, rows * folded, folded, rows * folded, false, true});
            layers_.push_back(
                {in, out, rows, folded, part, k + 1 < r.net.layers ? r.net.between : activation::none, buffer(size),
                 buffer(again ? in * out : 0), buffer(memory), buffer(memory), buffer(part * rows),
                 buffer(rows * folded * folded), buffer(out + 1), buffer(rows), forward,
                 again ? compiled({in, 1, out, in, out, in}) : nullptr, compiled({rows, part, 1, rows, 1, rows, !adam}),
                 again ? compiled({in, out, 1, in, 1, in, true}) : nullptr, transposition(out, in, rows)});
            layer& made = layers_[k];
            made.y.data()[out] = 1;
            const float* parameters = data_of(r.net).parameters.data() + r.net.offset(k);
            for (std::size_t o = 0; o < out; ++o) {
                for (std::size_t i = 0; i < in; ++i) made.w.data()[i * rows + o] = parameters[o * in + i];
                made.w.data()[in * rows + o] = parameters[in * out + o];
            }
            if (again) std::copy_n(parameters, in * out, made.transposed.data());
        }
    }

    const float* forward(std::size_t n) {
        const float* x = inputs_[n].data();
        for (layer& each : layers_) {
            if (each.folded == 1) {
                each.forward(each.w.data(), x, each.y.data(), each.w.data(), x, each.y.data());
            } else {
                each.forward(each.w.data(), x, each.sums.data());
                add_diagonal(each);
            }
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
            if (k > 0) {
                layer& before = layers_[k - 1];
                at.backward(at.transposed.data(), at.dy.data(), before.dy.data());
                const float* __restrict y = before.y.data();
                float* __restrict dy = before.dy.data();
                for (std::size_t o = 0; o < before.outputs; ++o) dy[o] = y[o] > 0 ? dy[o] : 0;
            }
            descend(at, k == 0 ? inputs_[n].data() : layers_[k - 1].y.data());
        }
        return loss;
    }

    std::vector<float> outputs() const {
        const layer& last = layers_.back();
        return {last.y.data(), last.y.data() + last.outputs};
    }
    std::vector<float> parameters() const {
        std::vector<float> all;
        for (const layer& each : layers_) {
            for (std::size_t o = 0; o < each.outputs; ++o)
                for (std::size_t i = 0; i < each.inputs; ++i) all.push_back(each.w.data()[i * each.rows + o]);
            for (std::size_t o = 0; o < each.outputs; ++o) all.push_back(each.w.data()[each.inputs * each.rows + o]);
        }
        return all;
    }
};

}  // namespace bench::libxsmm

#endif  // CONSTPROP_BENCH_PEERS_LIBXSMM_SINGLE_HPP
