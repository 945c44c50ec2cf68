// PyTorch's C++ library: its modules, its automatic gradients and its optimizer. One thread.
#include <cstddef>
#include <memory>
#include <torch/torch.h>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::images::libtorch {
namespace {

std::int64_t number(std::size_t n) { return static_cast<std::int64_t>(n); }
std::vector<std::int64_t> pair(const extent& of) { return {number(of.rows), number(of.columns)}; }

at::Tensor copied(const float* from, std::vector<std::int64_t> shape) {
    // from_blob takes a pointer to mutable memory, which the copy does not write.
    return torch::from_blob(const_cast<float*>(from), shape, at::kFloat).clone();
}

/// Batches of images: (batch, channels, rows, columns).
std::vector<at::Tensor> batches(const std::vector<float>& values, std::size_t batch, const extent& of) {
    std::vector<at::Tensor> all;
    for (std::size_t n = 0; n < samples; n += batch)
        all.push_back(copied(values.data() + n * of.size(),
                             {number(batch), number(of.rows), number(of.columns), number(of.channels)})
                          .permute({0, 3, 1, 2})
                          .contiguous());
    return all;
}

template <class Module> Module with_values(Module made, const network& net, std::size_t k) {
    const torch::NoGradGuard no_gradient;
    const float* from = data_of(net).parameters.data() + net.offset(k);
    made->weight.copy_(copied(from, made->weight.sizes().vec()));
    made->bias.copy_(copied(from + net.weights(k), {number(net.biases(k))}));
    return made;
}

torch::nn::Sequential modules(const network& net) {
    torch::nn::Sequential all;
    for (std::size_t k = 0; k < net.count; ++k) {
        const layer& of = net.layers[k];
        const extent in = net.taken(k);
        if (of.what == kind::max_pool) {
            all->push_back(torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(pair(of.window))));
        } else if (of.what == kind::linear) {
            if (net.layers[k - 1].what != kind::linear) all->push_back(torch::nn::Flatten());
            all->push_back(with_values(torch::nn::Linear(number(in.size()), number(of.outputs)), net, k));
        } else {
            const auto options = torch::nn::Conv2dOptions(number(in.channels), number(of.outputs), pair(of.window))
                                     .padding(pair(of.padding))
                                     .groups(of.what == kind::depthwise ? number(in.channels) : 1);
            all->push_back(with_values(torch::nn::Conv2d(options), net, k));
        }
        if (of.relu) all->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
    }
    return all;
}

class forward {
    torch::nn::Sequential net_;
    std::vector<at::Tensor> inputs_;
    at::Tensor y_;

 public:
    explicit forward(const row& r)
        : net_(modules(r.net)), inputs_(batches(data_of(r.net).inputs, r.batch, r.net.input)) {}

    const float* run(std::size_t n) {
        const c10::InferenceMode inference;
        y_ = net_->forward(inputs_[n]);
        return y_.data_ptr<float>();
    }
    std::vector<float> outputs() const {
        const at::Tensor last = y_.dim() == 4 ? y_.permute({0, 2, 3, 1}).contiguous() : y_;
        return {last.data_ptr<float>(), last.data_ptr<float>() + last.numel()};
    }
};

class training {
    torch::nn::Sequential net_;
    std::vector<at::Tensor> inputs_, targets_;
    torch::optim::SGD optimizer_;

 public:
    training(const row& r, double learning_rate)
        : net_(modules(r.net)),
          inputs_(batches(data_of(r.net).inputs, r.batch, r.net.input)),
          optimizer_(net_->parameters(), torch::optim::SGDOptions(learning_rate)) {
        for (const at::Tensor& each : batches(data_of(r.net).targets, r.batch, r.net.output()))
            targets_.push_back(each.flatten(1));
    }

    float run(std::size_t n) {
        optimizer_.zero_grad();
        const at::Tensor loss = torch::mse_loss(net_->forward(inputs_[n]), targets_[n]);
        loss.backward();
        optimizer_.step();
        return loss.item<float>();
    }
    std::vector<float> parameters() const {
        std::vector<float> all;
        for (const at::Tensor& each : net_->parameters())
            all.insert(all.end(), each.data_ptr<float>(), each.data_ptr<float>() + each.numel());
        return all;
    }
};

}  // namespace

void add_rows() {
    at::set_num_threads(1);
    for (const row& r : rows) {
        if (r.trains()) add(r, "libtorch", [r](double learning_rate) { return training(r, learning_rate); });
        else add(r, "libtorch", [r](double) { return forward(r); });
    }
}

}  // namespace bench::images::libtorch
