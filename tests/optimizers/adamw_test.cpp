#include <constprop/optimizers/adamw.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using line = cp::basic_network<double, cp::linear<1, 1>>;

/// Without a gradient only the decay is left: w (1 − η λ)ᵗ.
constexpr bool decays_on_its_own() {
    line net = line::from_parameters({8, -4});
    auto optimizer = cp::make_optimizer(net, cp::adamw{.learning_rate = 0.5, .weight_decay = 0.5});
    optimizer.step(net, line{});
    optimizer.step(net, line{});
    return net.parameters() == std::array{4.5, -2.25};
}

/// Without decay it is Adam.
constexpr bool is_adam_without_decay() {
    line a = line::from_parameters({1, 2}), b = a;
    auto adamw = cp::make_optimizer(a, cp::adamw{.learning_rate = 0.1, .weight_decay = 0});
    auto adam = cp::make_optimizer(b, cp::adam{.learning_rate = 0.1});
    for (int step = 0; step < 4; ++step) {
        adamw.step(a, line::from_parameters({1.0 + step, -2}));
        adam.step(b, line::from_parameters({1.0 + step, -2}));
    }
    return a == b;
}

}  // namespace

static_assert(decays_on_its_own());
static_assert(is_adam_without_decay());

TEST_CASE("adamw") {
    CHECK(decays_on_its_own());
    CHECK(is_adam_without_decay());
}
