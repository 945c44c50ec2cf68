// PyTorch's C++ library: inference with its functions, training with its modules, its automatic gradients and its
// optimizers. One thread.
#include <cstddef>
#include <memory>
#include <torch/torch.h>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"

namespace bench::libtorch {
namespace {

std::int64_t number(std::size_t n) { return static_cast<std::int64_t>(n); }

at::Tensor copied(const float* from, std::size_t rows, std::size_t columns) {
    // from_blob takes a pointer to mutable memory, which the copy does not write.
    return torch::from_blob(const_cast<float*>(from), {number(rows), number(columns)}, at::kFloat).clone();
}

std::vector<at::Tensor> groups(const std::vector<float>& values, std::size_t batch, std::size_t size) {
    std::vector<at::Tensor> all;
    for (std::size_t n = 0; n < samples; n += batch) all.push_back(copied(values.data() + n * size, batch, size));
    return all;
}

std::vector<torch::nn::Linear> layers_of(const chain& net) {
    const torch::NoGradGuard no_gradient;
    std::vector<torch::nn::Linear> layers;
    const float* parameters = data_of(net).parameters.data();
    for (std::size_t k = 0; k < net.layers; ++k) {
        const std::size_t in = net.sizes[k], out = net.sizes[k + 1];
        layers.emplace_back(torch::nn::LinearOptions(number(in), number(out)));
        layers[k]->weight.copy_(copied(parameters + net.offset(k), out, in));
        layers[k]->bias.copy_(copied(parameters + net.offset(k) + in * out, 1, out).view({number(out)}));
    }
    return layers;
}

/// Every value where it was the last time: nothing is allocated, and no module is asked. One sample is a vector.
class forward {
    c10::InferenceMode inference_;
    bool vectors_;
    activation between_;
    std::vector<at::Tensor> weights_, biases_, values_, inputs_;

 public:
    explicit forward(const row& r)
        : vectors_(r.batch == 1),
          between_(r.net.between),
          inputs_(groups(data_of(r.net).inputs, r.batch, r.net.inputs())) {
        const auto layers = layers_of(r.net);
        for (std::size_t k = 0; k < layers.size(); ++k) {
            weights_.push_back(vectors_ ? layers[k]->weight.clone() : layers[k]->weight.t());
            biases_.push_back(layers[k]->bias.clone());
            values_.push_back(torch::empty({number(r.batch), number(r.net.sizes[k + 1])}));
        }
        if (vectors_)
            for (auto* each : {&inputs_, &values_})
                for (at::Tensor& value : *each) value = value.view({-1});
    }

    const float* run(std::size_t n) {
        const at::Tensor* x = &inputs_[n];
        for (std::size_t k = 0; k < values_.size(); ++k) {
            if (vectors_) at::addmv_out(values_[k], biases_[k], weights_[k], *x);
            else at::addmm_out(values_[k], biases_[k], *x, weights_[k]);
            x = &values_[k];
            if (k + 1 == values_.size()) break;
            if (between_ == activation::relu) at::relu_(values_[k]);
            else at::tanh_(values_[k]);
        }
        return x->data_ptr<float>();
    }
};

class training {
    std::vector<torch::nn::Linear> layers_;
    torch::nn::Sequential net_;
    std::vector<at::Tensor> inputs_, targets_;
    std::unique_ptr<torch::optim::Optimizer> optimizer_;

 public:
    training(const row& r, double learning_rate)
        : layers_(layers_of(r.net)),
          inputs_(groups(data_of(r.net).inputs, r.batch, r.net.inputs())),
          targets_(groups(data_of(r.net).targets, r.batch, r.net.outputs())) {
        for (std::size_t k = 0; k < layers_.size(); ++k) {
            net_->push_back(layers_[k]);
            if (k + 1 < layers_.size()) net_->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
        }
        if (r.what == work::adam)
            optimizer_ =
                std::make_unique<torch::optim::Adam>(net_->parameters(), torch::optim::AdamOptions(learning_rate));
        else
            optimizer_ =
                std::make_unique<torch::optim::SGD>(net_->parameters(), torch::optim::SGDOptions(learning_rate));
    }

    float run(std::size_t n) {
        optimizer_->zero_grad();
        const at::Tensor loss = torch::mse_loss(net_->forward(inputs_[n]), targets_[n]);
        loss.backward();
        optimizer_->step();
        return loss.item<float>();
    }

    std::vector<float> parameters() const {
        std::vector<float> all;
        for (const auto& each : layers_)
            for (const at::Tensor& values : {each->weight, each->bias})
                all.insert(all.end(), values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
        return all;
    }
};

}  // namespace

void add_rows() {
    at::set_num_threads(1);
    for (const row& r : rows) {
        if (r.sweep()) continue;
        if (r.trains()) add(r, "libtorch", [r](double learning_rate) { return training(r, learning_rate); });
        else add(r, "libtorch", [r](double) { return forward(r); });
    }
}

}  // namespace bench::libtorch
