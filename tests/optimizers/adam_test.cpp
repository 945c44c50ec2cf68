#include <constprop/optimizers/adam.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using line = cp::basic_network<double, cp::linear<1, 1>>;

/// The first step has the size of the learning rate whatever the gradient; a gradient that keeps its value keeps it so.
constexpr bool steps_are_scale_free() {
    for (const double gradient : {1e-3, 1.0, -50.0}) {
        line net{};
        auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.25, .epsilon = 1e-12});
        for (int step = 1; step <= 5; ++step) {
            optimizer.step(net, line::from_parameters({gradient, 0}));
            if (!agree::within(net.parameters()[0], gradient > 0 ? -0.25 * step : 0.25 * step, 1e-8)) return false;
        }
    }
    return true;
}

/// In float, too, the bias correction takes away just what the start at zero put in.
constexpr bool corrects_in_float() {
    using single = cp::network<cp::linear<1, 1>>;
    single net{};
    auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 1});
    optimizer.step(net, single::from_parameters({1, 0}));
    return agree::within(net.parameters()[0], -1.0F, 3e-7);
}

}  // namespace

static_assert(steps_are_scale_free());
static_assert(corrects_in_float());

TEST_CASE("adam") {
    CHECK(steps_are_scale_free());
    CHECK(corrects_in_float());
}
