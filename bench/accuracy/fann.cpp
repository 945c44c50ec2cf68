// Time to accuracy of FANN, which has neither cross-entropy, nor batches of a part of the samples, nor convolutions, nor
// recurrent layers, so only of XOR: fann_accuracy MATERIAL TASK INTO.json
#include <cstddef>
#include <cstdint>
#include <fann.h>
#include <memory>
#include <utility>
#include <vector>

#include "learn.hpp"
#include "material.hpp"
#include "tasks.hpp"

namespace accuracy {
namespace {

struct destroy {
    void operator()(::fann* net) const { fann_destroy(net); }
};

class learner {
    std::unique_ptr<::fann, destroy> net_{fann_create_standard(3, 2U, 8U, 1U)};
    samples all_;
    std::vector<float> targets_;

 public:
    learner(const task& of, const material& from)
        : all_(from.training), targets_(from.training.targets.begin(), from.training.targets.end()) {
        fann_set_activation_function_hidden(net_.get(), FANN_SIGMOID_SYMMETRIC);  // tanh(steepness · sum)
        fann_set_activation_function_output(net_.get(), FANN_LINEAR);
        fann_set_activation_steepness_hidden(net_.get(), 1);
        fann_set_activation_steepness_output(net_.get(), 1);
        fann_set_training_algorithm(net_.get(), FANN_TRAIN_INCREMENTAL);
        fann_set_train_error_function(net_.get(), FANN_ERRORFUNC_LINEAR);
        fann_set_learning_momentum(net_.get(), 0);
        // FANN leaves out the 2 of the gradient of a square.
        fann_set_learning_rate(net_.get(), 2 * static_cast<float>(of.learning_rate));
        // Connections are listed output by output: those with the inputs, then the one with the bias.
        std::vector<fann_connection> connections(fann_get_total_connections(net_.get()));
        fann_get_connection_array(net_.get(), connections.data());
        auto to = connections.begin();
        const float* weights = from.initial.data();
        for (const auto& [in, out] : {std::pair{2, 8}, std::pair{8, 1}}) {
            const float* biases = weights + in * out;
            for (int o = 0; o < out; ++o) {
                for (int i = 0; i < in; ++i) (to++)->weight = *weights++;
                (to++)->weight = *biases++;
            }
            weights = biases;
        }
        fann_set_weight_array(net_.get(), connections.data(), static_cast<unsigned>(connections.size()));
    }

    double step(const std::uint32_t* samples) {
        fann_reset_MSE(net_.get());
        fann_train(net_.get(), all_.inputs.data() + std::size_t{2} * *samples, targets_.data() + *samples);
        return static_cast<double>(fann_get_MSE(net_.get()));
    }

    double value() {
        double sum = 0;
        for (std::size_t n = 0; n < targets_.size(); ++n) {
            const double off = double(fann_run(net_.get(), all_.inputs.data() + 2 * n)[0]) - double(targets_[n]);
            sum += off * off;
        }
        return sum / static_cast<double>(targets_.size());
    }
};

outcome run(const task& of, const material& from) {
    if (of.name != exclusive_or.name) return {};
    outcome what = learn(of, from, [&] { return std::make_unique<learner>(of, from); });
    what.difference = "tanh counts as at most 0.98 in its own slope";
    return what;
}

}  // namespace
}  // namespace accuracy

int main(int argc, char** argv) { return accuracy::run_task(argc, argv, "FANN", accuracy::run); }
