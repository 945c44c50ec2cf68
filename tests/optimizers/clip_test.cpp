#include <constprop/optimizers/clip.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using line = cp::basic_network<double, cp::linear<1, 1>>;

constexpr line::parameter_type stepped(const auto& rule, line::parameter_type gradient) {
    line net{};
    auto optimizer = cp::make_optimizer(net, rule);
    optimizer.step(net, line::from_parameters(gradient));
    return net.parameters();
}
constexpr cp::plain_sgd rule{.learning_rate = 1};

constexpr bool by_value_and_by_norm() {
    return stepped(cp::with(rule, cp::clip_value{.max = 2}), {3, -5}) == std::array{-2.0, 2.0} &&
           stepped(cp::with(rule, cp::clip_value{.max = 2}), {1, -1}) == std::array{-1.0, 1.0} &&
           agree::all_within(stepped(cp::with(rule, cp::clip_norm{.max = 1}), {3, -4}), {-0.6, 0.8}, 1e-6) &&
           stepped(cp::with(rule, cp::clip_norm{.max = 9}), {3, -4}) == std::array{-3.0, 4.0};
}

/// Clippings apply as written: to [3 4] by value then by norm, or the other way around.
constexpr bool in_order() {
    return agree::all_within(stepped(cp::with(rule, cp::clip_value{.max = 3}, cp::clip_norm{.max = 1}), {3, 4}),
                             {-0.70710678118654752, -0.70710678118654752}, 1e-6) &&
           agree::all_within(stepped(cp::with(rule, cp::clip_norm{.max = 1}, cp::clip_value{.max = 0.7}), {3, 4}),
                             {-0.6, -0.7}, 1e-6);
}

}  // namespace

static_assert(by_value_and_by_norm());
static_assert(in_order());

TEST_CASE("clipping") {
    CHECK(by_value_and_by_norm());
    CHECK(in_order());
}
