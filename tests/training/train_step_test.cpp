#include <constprop/training/train_step.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<2, 4>, cp::tanh, cp::linear<4, 1>, cp::sigmoid>;

/// A step is differentiate and optimizer.step, for a sample and for a batch, whatever the optimizer.
template <class Rule> constexpr bool same_as_in_two(const Rule& rule, const auto& x, const auto& y) {
    model net = cp::initialized<model>(cp::xavier_uniform{.seed = 5}), other = net;
    auto optimizer = cp::make_optimizer(net, rule), other_optimizer = cp::make_optimizer(other, rule);
    for (int step = 0; step < 3; ++step) {
        const float loss = cp::train_step(net, optimizer, cp::bce{}, x, y);
        const auto both = cp::differentiate(other, cp::bce{}, x, y);
        other_optimizer.step(other, both.gradient);
        if (loss != both.loss || !(net == other)) return false;
    }
    return optimizer.steps() == 3;
}

constexpr bool all_rules() {
    constexpr model::input_type x{1, -1};
    constexpr model::output_type y{1};
    constexpr std::array inputs{x, model::input_type{0.5F, 2}};
    constexpr std::array targets{y, model::output_type{0}};
    return same_as_in_two(cp::sgd{.momentum = 0.9}, x, y) && same_as_in_two(cp::adam{}, inputs, targets) &&
           same_as_in_two(cp::with(cp::rmsprop{}, cp::clip_norm{.max = 0.1}, cp::step_decay{.every = 2}), inputs,
                          targets);
}

constexpr bool braced_lists() {
    model net = cp::initialized<model>(cp::xavier_uniform{.seed = 5});
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.1});
    const float first = cp::train_step(net, optimizer, cp::bce{}, {1, -1}, {1});
    const float second = cp::train_step(net, optimizer, cp::bce{}, {1.0F, -1}, {1});
    return second < first;
}

}  // namespace

static_assert(all_rules());
static_assert(braced_lists());

TEST_CASE("train_step is differentiate and a step") {
    CHECK(all_rules());
    CHECK(braced_lists());
}
