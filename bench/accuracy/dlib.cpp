// Time to accuracy of dlib, which has no recurrent layers: dlib_accuracy MATERIAL TASK INTO.json
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <dlib/dnn.h>
#include <memory>
#include <numbers>
#include <type_traits>
#include <vector>

#include "learn.hpp"
#include "material.hpp"
#include "tasks.hpp"

namespace accuracy {
namespace {

namespace dl = ::dlib;

using input = dl::input<dl::matrix<float>>;
using xor_model = dl::loss_mean_squared<dl::fc<1, dl::htan<dl::fc<8, input>>>>;
using digits_model = dl::loss_multiclass_log<dl::fc<10, dl::relu<dl::fc<32, input>>>>;
using perceptron_model = dl::loss_multiclass_log<dl::fc<10, dl::relu<dl::fc<128, input>>>>;

template <template <class> class Norm, long Out, class Before>
using block = dl::add_layer<dl::max_pool_<2, 2, 2, 2, 0, 0>,
                            dl::relu<Norm<dl::add_layer<dl::con_<Out, 3, 3, 1, 1, 1, 1>, Before>>>>;
template <template <class> class Norm>
using convolutions = dl::loss_multiclass_log<dl::fc<10, block<Norm, 64, block<Norm, 32, block<Norm, 16, input>>>>>;
using convolutions_model = convolutions<dl::bn_con>;
using convolutions_for_inference = convolutions<dl::affine>;

/// PyTorch's batch norm: its epsilon, and a tenth of each batch in the running statistics. Convolutions before it have no bias.
struct like_pytorch {
    template <class Layer> void operator()(Layer&) const {}
    void operator()(dl::bn_<dl::CONV_MODE>& of) const { of = dl::bn_<dl::CONV_MODE>(9, 1e-5); }
    template <long Out> void operator()(dl::con_<Out, 3, 3, 1, 1, 1, 1>& of) const { of.disable_bias(); }
};

/// Sets the parameters of one layer after the other, from the last to the first. Weights of linear layers lie as [input][output].
struct set_parameters {
    const float* end;

    template <class Layer> void operator()(Layer& of) {
        dl::tensor& to = of.get_layer_params();
        end -= to.size();
        if (to.size() != 0) std::copy_n(end, to.size(), to.host());
    }
    template <unsigned long Out> void operator()(dl::fc_<Out, dl::FC_HAS_BIAS>& of) {
        dl::tensor& to = of.get_layer_params();
        end -= to.size();
        const std::size_t in = to.size() / Out - 1;
        for (std::size_t o = 0; o < Out; ++o)
            for (std::size_t i = 0; i < in; ++i) to.host()[i * Out + o] = end[o * in + i];
        std::copy_n(end + in * Out, Out, to.host() + in * Out);
    }
};

/// A network, and that which judges: the same, or with the running statistics of batch norms. An input has `Rows` rows.
template <class Model, class ForInference, class Solver, std::size_t Rows> class learner {
    using label = typename Model::training_label_type;

    const task& task_;
    const material& from_;
    double learning_rate_;
    std::size_t step_ = 0;
    Model net_;
    std::vector<Solver> solvers_;
    dl::resizable_tensor input_;
    std::vector<label> labels_;

    template <class Index> const dl::tensor& gather(const samples& of, std::size_t count, Index index) {
        const auto size = static_cast<std::ptrdiff_t>(task_.inputs);
        const auto rows = static_cast<long>(Rows);
        input_.set_size(static_cast<long>(count), 1, rows, static_cast<long>(task_.inputs) / rows);
        labels_.resize(count);
        float* to = input_.host_write_only();
        for (std::size_t n = 0; n < count; ++n) {
            to = std::copy_n(of.inputs.begin() + static_cast<std::ptrdiff_t>(index(n)) * size, size, to);
            labels_[n] = static_cast<label>(of.targets[index(n)]);
        }
        return input_;
    }

 public:
    learner(const task& of, const material& from, double learning_rate, const Solver& solver)
        : task_(of), from_(from), learning_rate_(learning_rate), solvers_(Model::num_computational_layers, solver) {
        dl::visit_computational_layers(net_, like_pytorch{});
        const std::vector<dl::matrix<float>> one(1, dl::matrix<float>(1, 1));
        dl::resizable_tensor unused;
        net_.to_tensor(one.begin(), one.end(), unused);  // tells how many samples a tensor holds
        net_.subnet().forward(gather(from.test, 1, [](std::size_t n) { return n; }));  // allocates the parameters
        dl::visit_computational_layers(net_, set_parameters{from.initial.data() + from.initial.size()});
    }

    /// Adam's falls to 0 along half a cosine.
    double learning_rate() {
        if constexpr (std::is_same_v<Solver, dl::sgd>) return learning_rate_;
        const double done = static_cast<double>(step_++) / static_cast<double>(task_.most_steps);
        return learning_rate_ * (1 + std::cos(std::numbers::pi * done)) / 2;
    }

    double step(const std::uint32_t* samples) {
        const dl::tensor& x = gather(from_.training, task_.batch_size, [&](std::size_t n) { return samples[n]; });
        const double loss = net_.compute_parameter_gradients(x, labels_.begin());
        net_.update_parameters(solvers_, learning_rate());
        return loss;
    }

    double value() {
        ForInference net = net_;
        constexpr std::size_t most = 100;
        const std::size_t all = task_.test;
        double loss = 0, right = 0;
        for (std::size_t first = 0; first < all; first += most) {
            const std::size_t count = std::min(most, all - first);
            const dl::tensor& y =
                net.subnet().forward(gather(from_.test, count, [&](std::size_t n) { return first + n; }));
            const auto size = static_cast<std::ptrdiff_t>(y.size() / count);
            for (std::size_t n = 0; n < count; ++n) {
                const float* const row = y.host() + static_cast<std::ptrdiff_t>(n) * size;
                const double off = double(row[0]) - double(labels_[n]);
                loss += off * off;
                right += static_cast<label>(std::max_element(row, row + size) - row) == labels_[n] ? 1 : 0;
            }
        }
        return (task_.judged_by == measure::loss ? loss : right) / static_cast<double>(all);
    }
};

template <class Model, class ForInference, std::size_t Rows> outcome classify(const task& of, const material& from) {
    outcome what = learn(of, from, [&] {
        return std::make_unique<learner<Model, ForInference, dl::adam, Rows>>(of, from, of.learning_rate,
                                                                              dl::adam(0, 0.9F, 0.999F));
    });
    what.difference = "Adam's epsilon is added before the bias of the root is corrected";
    return what;
}

outcome run(const task& of, const material& from) {
    if (of.name == exclusive_or.name)  // dlib leaves out the 2 of the gradient of a square
        return learn(of, from, [&] {
            return std::make_unique<learner<xor_model, xor_model, dl::sgd, 1>>(of, from, 2 * of.learning_rate,
                                                                               dl::sgd(0, 0));
        });
    if (of.name == digits.name) return classify<digits_model, digits_model, 1>(of, from);
    if (of.name == fashion_perceptron.name) return classify<perceptron_model, perceptron_model, 1>(of, from);
    if (of.name == fashion_convolutions.name)
        return classify<convolutions_model, convolutions_for_inference, 28>(of, from);
    return {};
}

}  // namespace
}  // namespace accuracy

int main(int argc, char** argv) { return accuracy::run_task(argc, argv, "dlib", accuracy::run); }
