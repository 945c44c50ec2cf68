// Virtual layers over std::vector, with either order of the weights.
#include "virtual_layers.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"

namespace bench::virtual_layers {
namespace {

std::vector<vector> groups(const std::vector<float>& values, std::size_t size) {
    std::vector<vector> all;
    for (auto from = values.begin(); from != values.end(); from += static_cast<std::ptrdiff_t>(size))
        all.emplace_back(from, from + static_cast<std::ptrdiff_t>(size));
    return all;
}

class network {
    std::vector<std::unique_ptr<layer>> layers_;
    std::vector<vector> inputs_, targets_;
    vector slope_;
    optimizer optimizer_;

    const vector& into(std::size_t k, std::size_t n) const { return k == 0 ? inputs_[n] : layers_[k - 1]->y; }

 public:
    network(const row& r, double learning_rate, auto make_linear)
        : inputs_(groups(data_of(r.net).inputs, r.batch * r.net.inputs())),
          targets_(groups(data_of(r.net).targets, r.batch * r.net.outputs())),
          slope_(r.batch * r.net.outputs()),
          optimizer_{{static_cast<float>(learning_rate)}, r.what} {
        for (std::size_t k = 0; k < r.net.layers; ++k) {
            const std::size_t out = r.net.sizes[k + 1];
            layers_.push_back(
                make_linear(r.net.sizes[k], out, r.batch, data_of(r.net).parameters.data() + r.net.offset(k)));
            if (k + 1 == r.net.layers) break;
            if (r.net.between == activation::relu) layers_.push_back(std::make_unique<relu>(r.batch * out));
            else layers_.push_back(std::make_unique<tanh>(r.batch * out));
        }
    }

    const float* forward(std::size_t n) {
        for (std::size_t k = 0; k < layers_.size(); ++k) layers_[k]->forward(into(k, n));
        return layers_.back()->y.data();
    }

    float step(std::size_t n) {
        const float* outputs = forward(n);
        const auto terms = static_cast<float>(slope_.size());
        float loss = 0;
        for (std::size_t j = 0; j < slope_.size(); ++j) {
            const float difference = outputs[j] - targets_[n][j];
            loss += difference * difference;
            slope_[j] = 2 * difference / terms;
        }
        const vector* dy = &slope_;
        for (std::size_t k = layers_.size(); k-- > 0;) {
            layers_[k]->backward(into(k, n), *dy, k > 0);
            dy = &layers_[k]->dx;
        }
        optimizer_.begin();
        for (const auto& each : layers_) each->step(optimizer_);
        return loss / terms;
    }

    std::vector<float> parameters() const {
        std::vector<float> all;
        for (const auto& each : layers_) each->save(all);
        return all;
    }
};

struct forward {
    network net;
    const float* run(std::size_t n) { return net.forward(n); }
};
struct training {
    network net;
    float run(std::size_t n) { return net.step(n); }
    std::vector<float> parameters() const { return net.parameters(); }
};

template <class Linear> void add_rows_of(std::string_view implementation) {
    const auto make_linear = [](std::size_t in, std::size_t out, std::size_t batch, const float* parameters) {
        return std::make_unique<Linear>(in, out, batch, parameters);
    };
    for (const row& r : rows) {
        if (r.sweep()) continue;
        if (r.trains()) add(r, implementation, [=](double rate) { return training{network(r, rate, make_linear)}; });
        else add(r, implementation, [=](double rate) { return forward{network(r, rate, make_linear)}; });
    }
}

}  // namespace

void add_rows() {
    add_rows_of<row_dot>("virtual layers, row dot");
    add_rows_of<axpy>("virtual layers, axpy");
}

}  // namespace bench::virtual_layers
