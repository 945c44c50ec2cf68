// PyTorch's C++ library: its cells for a step, its modules, automatic gradients and optimizer for training. One thread.
#include <cstddef>
#include <memory>
#include <torch/torch.h>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::sequences::libtorch {
namespace {

std::int64_t number(std::size_t n) { return static_cast<std::int64_t>(n); }

at::Tensor copied(const float* from, std::vector<std::int64_t> shape) {
    // from_blob takes a pointer to mutable memory, which the copy does not write.
    return torch::from_blob(const_cast<float*>(from), shape, at::kFloat).clone();
}

std::vector<at::Tensor> tensors(const row& r) {
    std::vector<at::Tensor> all;
    const float* from = data_of(r).parameters.data();
    for (const network::tensor& each : r.net.tensors()) {
        all.push_back(each.columns == 1 ? copied(from, {number(each.rows)})
                                        : copied(from, {number(each.rows), number(each.columns)}));
        from += each.size();
    }
    return all;
}
/// The weights of the first matrix have a column even where it is one.
at::Tensor as_matrix(const at::Tensor& of) { return of.dim() == 2 ? of : of.view({-1, 1}); }

class recurrent {
    bool gru_;
    std::vector<at::Tensor> p_, inputs_;
    at::Tensor h_, c_, y_, zeros_;

 public:
    explicit recurrent(const row& r)
        : gru_(r.net.what == kind::gru), p_(tensors(r)), zeros_(torch::zeros({1, number(r.net.units)})) {
        p_[0] = as_matrix(p_[0]);
        p_[4] = p_[4].view({1, -1}).t();
        for (std::size_t t = 0; t < samples; ++t)
            inputs_.push_back(copied(data_of(r).inputs.data() + t * r.net.inputs, {1, number(r.net.inputs)}));
    }
    const float* run(std::size_t n) {
        const c10::InferenceMode inference;
        if (n == 0) h_ = c_ = zeros_;
        if (gru_) h_ = at::gru_cell(inputs_[n], h_, p_[0], p_[1], p_[2], p_[3]);
        else std::tie(h_, c_) = at::lstm_cell(inputs_[n], {h_, c_}, p_[0], p_[1], p_[2], p_[3]);
        y_ = at::addmm(p_[5], h_, p_[4]);
        return y_.data_ptr<float>();
    }
};

/// A convolution of the inputs that were kept and the new one.
class convolutions {
    std::size_t layers_;
    std::vector<at::Tensor> weights_, biases_, past_, zeros_, inputs_;
    at::Tensor y_;

 public:
    explicit convolutions(const row& r) : layers_(r.net.layers) {
        const auto all = tensors(r);
        for (std::size_t k = 0; k < layers_; ++k) {
            weights_.push_back(all[2 * k].view({number(r.net.units), number(r.net.layer_inputs(k)), -1}));
            biases_.push_back(all[2 * k + 1]);
            zeros_.push_back(torch::zeros({1, number(r.net.layer_inputs(k)), number(std::size_t{2} << k)}));
        }
        for (std::size_t t = 0; t < samples; ++t)
            inputs_.push_back(copied(data_of(r).inputs.data() + t * r.net.inputs, {1, number(r.net.inputs), 1}));
    }
    const float* run(std::size_t n) {
        const c10::InferenceMode inference;
        if (n == 0) past_ = zeros_;
        y_ = inputs_[n];
        for (std::size_t k = 0; k < layers_; ++k) {
            const at::Tensor window = at::cat({past_[k], y_}, 2);
            y_ = at::relu(at::conv1d(window, weights_[k], biases_[k], at::IntArrayRef{1}, at::IntArrayRef{0},
                                     at::IntArrayRef{number(std::size_t{1} << k)}));
            past_[k] = window.slice(2, 1);
        }
        return y_.data_ptr<float>();
    }
};

template <class Module> class training {
    Module layer_;
    torch::nn::Linear head_;
    std::vector<at::Tensor> inputs_, targets_, all_;
    std::unique_ptr<torch::optim::SGD> optimizer_;

 public:
    training(const row& r, double learning_rate)
        : layer_(number(r.net.inputs), number(r.net.units)), head_(number(r.net.units), 1) {
        all_ = layer_->parameters();
        for (const at::Tensor& each : head_->parameters()) all_.push_back(each);
        {
            const torch::NoGradGuard no_gradient;
            const auto values = tensors(r);
            for (std::size_t k = 0; k < all_.size(); ++k) all_[k].copy_(values[k].view(all_[k].sizes()));
        }
        for (std::size_t n = 0; n < samples; ++n) {
            const auto steps = number(r.steps);
            inputs_.push_back(
                copied(data_of(r).inputs.data() + n * r.steps * r.net.inputs, {steps, 1, number(r.net.inputs)}));
            targets_.push_back(copied(data_of(r).targets.data() + n * r.steps, {steps, 1, 1}));
        }
        optimizer_ = std::make_unique<torch::optim::SGD>(all_, torch::optim::SGDOptions(learning_rate));
    }
    float run(std::size_t n) {
        optimizer_->zero_grad();
        const auto h = std::get<0>(layer_->forward(inputs_[n]));
        const at::Tensor loss = torch::mse_loss(head_->forward(h), targets_[n]);
        loss.backward();
        optimizer_->step();
        return loss.item<float>();
    }
    std::vector<float> parameters() const {
        std::vector<float> result;
        for (const at::Tensor& each : all_)
            result.insert(result.end(), each.data_ptr<float>(), each.data_ptr<float>() + each.numel());
        return result;
    }
};

}  // namespace

void add_rows() {
    at::set_num_threads(1);
    for (const row& r : rows) {
        if (r.trains() && r.net.what == kind::gru)
            add(r, "libtorch", [r](double learning_rate) { return training<torch::nn::GRU>(r, learning_rate); });
        else if (r.trains())
            add(r, "libtorch", [r](double learning_rate) { return training<torch::nn::LSTM>(r, learning_rate); });
        else if (r.net.recurrent()) add(r, "libtorch", [r](double) { return recurrent(r); });
        else add(r, "libtorch", [r](double) { return convolutions(r); });
    }
}

}  // namespace bench::sequences::libtorch
