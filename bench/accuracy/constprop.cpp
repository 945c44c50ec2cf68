// Time to accuracy of constprop: constprop_accuracy MATERIAL TASK INTO.json
#include <constprop/constprop.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "learn.hpp"
#include "material.hpp"
#include "networks.hpp"
#include "tasks.hpp"

namespace accuracy {
namespace {

/// Numbers that lie one after the other, as inputs or targets of a network.
template <class Row, class Numbers> std::vector<Row> rows(const Numbers& numbers) {
    static_assert(std::is_trivially_copyable_v<Row>);
    std::vector<Row> result(numbers.size() * sizeof numbers[0] / sizeof(Row));
    std::memcpy(result.data(), numbers.data(), result.size() * sizeof(Row));
    return result;
}

/// A network that is trained on batches of `Batch` samples: each an input, or a sequence of them, and a target. `Judge` gives
/// the value of a network.
template <class Model, std::size_t Batch, class Input, class Target, class Loss, class Rule, class Judge>
class learner {
    Model net_;
    Loss loss_;
    Judge judge_;
    decltype(cp::make_optimizer(std::declval<const Model&>(), std::declval<const Rule&>())) optimizer_;
    cp::workspace<Model, std::is_same_v<Input, typename Model::input_type> ? Batch : parity_steps> memory_;
    const std::vector<Input>& inputs_;
    const std::vector<Target>& targets_;
    std::array<Input, Batch> input_{};
    std::array<Target, Batch> target_{};

 public:
    learner(const material& from, const Loss& loss, const Rule& rule, Judge judge, const std::vector<Input>& inputs,
            const std::vector<Target>& targets)
        : net_(initial(from)),
          loss_(loss),
          judge_(judge),
          optimizer_(cp::make_optimizer(net_, rule)),
          inputs_(inputs),
          targets_(targets) {}

    static Model initial(const material& from) {
        typename Model::parameter_type values{};
        std::copy_n(from.initial.begin(), values.size(), values.begin());
        return Model::from_parameters(values);
    }

    double step(const std::uint32_t* samples) {
        for (std::size_t n = 0; n < Batch; ++n) input_[n] = inputs_[samples[n]], target_[n] = targets_[samples[n]];
        return double(cp::train_step(net_, optimizer_, loss_, input_, target_, memory_));
    }
    double value() const { return judge_(net_); }
};

template <class Model, std::size_t Batch, class Input, class Target, class Loss, class Rule, class Judge>
outcome train(const task& of, const material& from, const Loss& loss, const Rule& rule, Judge judge) {
    using number = std::conditional_t<std::is_same_v<Target, std::uint8_t>, std::uint8_t, float>;
    const std::vector<number> flat(from.training.targets.begin(), from.training.targets.end());
    const auto inputs = rows<Input>(from.training.inputs);
    const auto targets = rows<Target>(flat);
    using of_task = learner<Model, Batch, Input, Target, Loss, Rule, Judge>;
    return learn(of, from, [&] { return std::make_unique<of_task>(from, loss, rule, judge, inputs, targets); });
}

/// Adam, with a learning rate that falls to 0.
auto adam(const task& of) {
    return cp::with(cp::adam{.learning_rate = of.learning_rate}, cp::cosine{.steps = of.most_steps});
}

/// Images, in classes.
template <class Model> outcome classify(const task& of, const material& from) {
    using input = typename Model::input_type;
    const auto test = rows<input>(from.test.inputs);
    return train<Model, digits.batch_size, input, std::uint8_t>(
        of, from, cp::cross_entropy{}, adam(of),
        [&](const Model& net) { return cp::accuracy(net, test, from.test.targets); });
}

outcome learn_xor(const task& of, const material& from) {
    using input = xor_model::input_type;
    using target = xor_model::output_type;
    const auto inputs = rows<input>(from.test.inputs);
    const auto targets = rows<target>(std::vector<float>(from.test.targets.begin(), from.test.targets.end()));
    return train<xor_model, exclusive_or.batch_size, input, target>(
        of, from, cp::mse{}, cp::sgd{.learning_rate = of.learning_rate},
        [&](const xor_model& net) { return double(cp::evaluate(net, cp::mse{}, inputs, targets)); });
}

/// The parity after each bit is learned, and that of the whole sequence judged.
outcome learn_parity(const task& of, const material& from) {
    using input = cp::sequence<parity_model::input_type, parity_steps>;
    using target = cp::sequence<parity_model::output_type, parity_steps>;
    const auto inputs = rows<input>(from.test.inputs);
    std::vector<std::uint8_t> last;
    for (std::size_t n = 1; n <= inputs.size(); ++n) last.push_back(from.test.targets[n * parity_steps - 1]);
    return train<parity_model, parity.batch_size, input, target>(
        of, from, cp::bce_with_logits{}, adam(of),
        [&](const parity_model& net) { return cp::accuracy(net, inputs, last); });
}

outcome run(const task& of, const material& from) {
    if (of.name == digits.name) return classify<digits_model>(of, from);
    if (of.name == fashion_perceptron.name) return classify<perceptron_model>(of, from);
    if (of.name == fashion_convolutions.name) return classify<convolutions_model>(of, from);
    if (of.name == exclusive_or.name) return learn_xor(of, from);
    return learn_parity(of, from);
}

}  // namespace
}  // namespace accuracy

int main(int argc, char** argv) { return accuracy::run_task(argc, argv, "constprop", accuracy::run); }
