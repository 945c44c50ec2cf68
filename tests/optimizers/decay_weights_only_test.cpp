#include <constprop/optimizers/decay_weights_only.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

/// Weights and biases of a linear layer; gains and biases of norms; and both within branches and over time.
using model = cp::network<cp::linear<3, 5>, cp::layer_norm, cp::tanh,
                          cp::residual<cp::linear<5, 5>, cp::layer_norm, cp::tanh, cp::linear<5, 5>>, cp::linear<5, 2>>;
using over_time = cp::network<cp::gru<3, 4>, cp::linear<4, 2>>;

template <class Network> constexpr Network ones() {
    Network net;
    cp::for_each_parameter([](float& parameter_) { parameter_ = 1; }, net);
    return net;
}

/// Calls f(parameter, is a weight) for all of a network's parameters, in the order of parameters().
template <class Network, class Function> constexpr void for_each_with_role(const Network& net, Function f) {
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) {
        std::size_t k = 0;
        for (const cp::tensor& one : stage_.tensors)
            for (std::size_t i = 0; one.is_trained() && i < one.size(); ++i)
                f(stage_.parameter(k++), one.as == cp::role::weight);
    });
}

/// A step without a gradient shrinks weights, by what the rule without the modifier shrinks all by, and nothing else.
template <class Network, class Rule> constexpr bool only_weights_shrink(const Rule& rule) {
    Network net = ones<Network>(), all = net;
    cp::make_optimizer(net, cp::with(rule, cp::decay_weights_only{})).step(net, {});
    cp::make_optimizer(all, rule).step(all, {});
    bool ok = true;
    std::size_t weights = 0, others = 0;
    const auto decayed = all.parameters();
    for_each_with_role(net, [&](float parameter_, bool is_weight_) {
        ok = ok && parameter_ == (is_weight_ ? decayed[weights + others] : 1.0F);
        ok = ok && decayed[weights + others] < 1;
        ++(is_weight_ ? weights : others);
    });
    return ok && weights > 0 && others > 0;
}

constexpr bool with_rules() {
    return only_weights_shrink<model>(cp::sgd{.weight_decay = 0.1}) &&
           only_weights_shrink<model>(cp::sgd{.momentum = 0.9, .weight_decay = 0.1, .nesterov = true}) &&
           only_weights_shrink<model>(cp::plain_sgd{.weight_decay = 0.1}) &&
           only_weights_shrink<model>(cp::adam{.weight_decay = 0.1}) &&
           only_weights_shrink<model>(cp::adamw{.weight_decay = 0.1}) &&
           only_weights_shrink<model>(cp::rmsprop{.weight_decay = 0.1}) &&
           only_weights_shrink<over_time>(cp::adamw{.weight_decay = 0.1});
}

/// Updated on the way back or by a whole gradient, beside keep_zeros and clipping: the same.
template <class... Modifiers> bool same_on_the_way(const Modifiers&... modifiers) {
    using chain = cp::network<cp::linear<3, 9>, cp::scale<9>, cp::tanh, cp::linear<9, 2>>;
    const auto rule = cp::with(cp::adamw{.weight_decay = 0.1}, cp::decay_weights_only{}, modifiers...);
    auto net = cp::initialized<chain>(cp::xavier_uniform{.seed = 2}), other = net;
    auto optimizer = cp::make_optimizer(net, rule), second = optimizer;
    const chain::input_type x{1, -2, 0.5F};
    const chain::output_type y{0.3F, -1};
    for (int n = 0; n < 3; ++n) {
        (void)cp::train_step(net, optimizer, cp::mse{}, x, y);
        second.step(other, cp::differentiate(other, cp::mse{}, x, y).gradient);
    }
    return net == other;
}

}  // namespace

static_assert(with_rules());

TEST_CASE("weight decay leaves out biases and gains") {
    CHECK(with_rules());
    CHECK(same_on_the_way());
    CHECK(same_on_the_way(cp::keep_zeros{}));
    CHECK(same_on_the_way(cp::clip_norm{.max = 0.1}));
}
