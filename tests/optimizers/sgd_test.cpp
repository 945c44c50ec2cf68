#include <constprop/optimizers/sgd.hpp>

#include <array>
#include <bit>
#include <cstdint>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using line = cp::basic_network<double, cp::linear<1, 1>>;

/// The weight after each of two steps from 1 by the gradients 2 and 3.
constexpr std::array<double, 2> two_steps(const auto& rule) {
    line net = line::from_parameters({1, 0});
    auto optimizer = cp::make_optimizer(net, rule);
    optimizer.step(net, line::from_parameters({2, 0}));
    const double first = net.parameters()[0];
    optimizer.step(net, line::from_parameters({3, 0}));
    return {first, net.parameters()[0]};
}

constexpr bool by_hand() {
    return two_steps(cp::sgd{.learning_rate = 0.5}) == std::array{0.0, -1.5} &&
           two_steps(cp::plain_sgd{.learning_rate = 0.5}) == std::array{0.0, -1.5} &&
           // v = 2, then 0.5·2 + 3 = 4
           two_steps(cp::sgd{.learning_rate = 0.5, .momentum = 0.5}) == std::array{0.0, -2.0} &&
           // v = 2, then 0.5·2 + 0.75·3 = 3.25
           two_steps(cp::sgd{.learning_rate = 0.5, .momentum = 0.5, .dampening = 0.25}) == std::array{0.0, -1.625} &&
           // g + 0.5·v = 3, then 3 + 0.5·4 = 5
           two_steps(cp::sgd{.learning_rate = 0.5, .momentum = 0.5, .nesterov = true}) == std::array{-0.5, -3.0} &&
           // g = 2 + 1, then 3 − 0.5
           two_steps(cp::sgd{.learning_rate = 0.5, .weight_decay = 1}) == std::array{-0.5, -1.75} &&
           two_steps(cp::plain_sgd{.learning_rate = 0.5, .weight_decay = 1}) == std::array{-0.5, -1.75} &&
           // g = 3, v = 3; then g = 2.5, v = 0.5·3 + 2.5 = 4
           two_steps(cp::sgd{.learning_rate = 0.5, .momentum = 0.5, .weight_decay = 1}) == std::array{-0.5, -2.5} &&
           // g = 3, v = 3, g + 0.5·v = 4.5; then g = 1.75, v = 3.25, g + 0.5·v = 3.375
           two_steps(cp::sgd{.learning_rate = 0.5, .momentum = 0.5, .weight_decay = 1, .nesterov = true}) ==
               std::array{-1.25, -2.9375};
}

/// In the first step v is g, even where g is −0: then −0 − η (−0) is 0, and −0 − η 0 would be −0.
constexpr bool begins_with_the_gradient() {
    line net = line::from_parameters({-0.0, -0.0});
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 0.5, .momentum = 0.5, .dampening = 0.25});
    optimizer.step(net, line::from_parameters({-0.0, 2}));
    return std::bit_cast<std::uint64_t>(net.parameters()[0]) == 0 && net.parameters()[1] == -1.0;
}

}  // namespace

static_assert(by_hand() && begins_with_the_gradient());

TEST_CASE("sgd") {
    CHECK(by_hand());
    CHECK(begins_with_the_gradient());
}
