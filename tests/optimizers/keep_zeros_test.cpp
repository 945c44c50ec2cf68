#include <constprop/optimizers/keep_zeros.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<5, 7>, cp::tanh, cp::linear<7, 2>>;

constexpr std::array<model::input_type, 4> inputs{
    {{1, 2, 3, 4, 5}, {-1, 1, 0, 1, -1}, {0, 0, 1, 0, 2}, {2, 0, 0, 3, 1}}};
constexpr std::array<model::output_type, 4> targets{{{1, 0}, {0, 1}, {0.5F, 0.5F}, {1, 1}}};

/// Half of the weights are 0, and all biases.
constexpr model sparse() {
    return cp::prune(cp::initialized<model>(cp::xavier_uniform{.seed = 3}), cp::smallest{.fraction = 0.5});
}

/// After training, weights that were 0 are 0, and the last layer has moved: its other weights, and its biases, which were
/// 0 too.
constexpr bool only_zeros_stay(const model& before, const model& after) {
    bool ok = true;
    for (std::size_t k = 0; k < before.layer<0>().shape.weights; ++k)
        if (before.layer<0>().parameter(k) == 0) ok = ok && after.layer<0>().parameter(k) == 0;
    const auto &was = before.layer<2>(), &is = after.layer<2>();
    for (std::size_t k = 0; k < was.shape.parameters(); ++k) {
        const bool stays = k < was.shape.weights && was.parameter(k) == 0;
        ok = ok && (was.parameter(k) == is.parameter(k)) == stays;
    }
    return ok;
}

template <class Rule> constexpr model trained(const Rule& rule) {
    return cp::fit(sparse(), cp::mse{}, cp::with(rule, cp::keep_zeros{}), inputs, targets, {.epochs = 3});
}
template <class Rule> constexpr model stepped(const Rule& rule) {
    model net = sparse();
    auto optimizer = cp::make_optimizer(net, rule);
    for (std::size_t n = 0; n < 4; ++n)
        optimizer.step(net, cp::differentiate(net, cp::mse{}, inputs[n], targets[n]).gradient);
    return net;
}

/// On the way back, from a gradient as a whole, and with clipping.
constexpr bool with_rules() {
    return only_zeros_stay(sparse(), trained(cp::adam{.learning_rate = 0.01})) &&
           only_zeros_stay(sparse(), trained(cp::sgd{.momentum = 0.9, .weight_decay = 0.1})) &&
           only_zeros_stay(sparse(), stepped(cp::with(cp::adamw{}, cp::keep_zeros{}))) &&
           only_zeros_stay(sparse(), stepped(cp::with(cp::rmsprop{}, cp::clip_norm{.max = 1}, cp::keep_zeros{})));
}

/// Within a branch weights and biases alternate.
constexpr bool in_branches() {
    using branched =
        cp::network<cp::linear<5, 4>, cp::residual<cp::linear<4, 4>, cp::tanh, cp::linear<4, 4>>, cp::linear<4, 2>>;
    const auto before = cp::prune(cp::initialized<branched>(cp::xavier_uniform{.seed = 3}),
                                  cp::smallest{.fraction = 0.5, .of_each_layer = true});
    auto after = before;
    auto optimizer = cp::make_optimizer(after, cp::with(cp::sgd{.learning_rate = 0.1}, cp::keep_zeros{}));
    for (int n = 0; n < 3; ++n) (void)cp::train_step(after, optimizer, cp::mse{}, inputs, targets);
    const auto was = before.parameters(), is = after.parameters();
    std::size_t zeros = 0, moved = 0;
    for (std::size_t k = 0; k < was.size(); ++k)
        if (was[k] == 0) ++(is[k] == 0 ? zeros : moved);
    return zeros == 30 && moved == 14;  // half of 60 weights, and 14 biases
}

}  // namespace

static_assert(with_rules());
static_assert(in_branches());
static_assert(!only_zeros_stay(sparse(), stepped(cp::adam{})));

TEST_CASE("weights that are 0 stay 0") {
    CHECK(in_branches());
    CHECK(with_rules());
    CHECK(!only_zeros_stay(sparse(), stepped(cp::adam{})));
}
