#include <constprop/optimizers/schedules.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using line = cp::basic_network<double, cp::linear<1, 1>>;

/// Sizes of the first steps, by a gradient of 1 with learning rate 1.
template <std::size_t Steps> constexpr std::array<double, Steps> sizes(const auto&... schedules) {
    line net{};
    auto optimizer = cp::make_optimizer(net, cp::with(cp::plain_sgd{.learning_rate = 1}, schedules...));
    std::array<double, Steps> all{};
    for (double& size : all) {
        const double before = net.parameters()[0];
        optimizer.step(net, line::from_parameters({1, 0}));
        size = before - net.parameters()[0];
    }
    return all;
}

constexpr bool factors() {
    return sizes<3>(cp::constant{}) == std::array{1.0, 1.0, 1.0} &&
           sizes<5>(cp::step_decay{.every = 2, .gamma = 0.5}) == std::array{1.0, 1.0, 0.5, 0.5, 0.25} &&
           agree::all_within(sizes<5>(cp::warm_up{.steps = 4}), {0.25, 0.5, 0.75, 1.0, 1.0}, 1e-15) &&
           agree::all_within(sizes<5>(cp::cosine{.steps = 3}), {1.0, 0.75, 0.25, 0.0, 0.0}, 1e-15) &&
           agree::all_within(sizes<4>(cp::cosine{.steps = 2, .floor = 0.5}), {1.0, 0.75, 0.5, 0.5}, 1e-15);
}

/// Late steps cost no more than early ones, and no step is a zeroth.
constexpr bool late_and_never() {
    return cp::step_decay{.every = 1, .gamma = 1}.factor<double>(1'000'000'000) == 1 &&
           cp::step_decay{.every = 0}.factor<double>(9) == 1 && cp::cosine{.steps = 0}.factor<double>(3) == 0 &&
           cp::warm_up{.steps = 0}.factor<double>(0) == 1;
}

/// Schedules multiply.
constexpr bool together() {
    return agree::all_within(sizes<3>(cp::warm_up{.steps = 2}, cp::step_decay{.every = 2, .gamma = 0.5}),
                             {0.5, 1.0, 0.5}, 1e-15);
}

}  // namespace

static_assert(factors());
static_assert(late_and_never());
static_assert(together());

TEST_CASE("learning-rate schedules") {
    CHECK(factors());
    CHECK(late_and_never());
    CHECK(together());
}
