#include <constprop/constprop.hpp>
#include <constprop/layers/rounded_values.hpp>

#include <array>

#include "catch.hpp"

namespace cp = constprop;

namespace {

using rounding = cp::network<cp::vector<3>, cp::rounded_values>;
constexpr rounding::input_type x{0.5F, 2.0F, -3.0F};

// −1 … 1 in 255 steps: 0 is the integer −1, so that one step more lies above than below.
constexpr auto rounds = rounding::from_parameters({}, {-1.0F, 1.0F});
constexpr float step = 2.0F / 255;
static_assert(rounds(x) == rounding::output_type{64 * step, 128 * step, -127 * step});

// An empty range is steps of 1.
static_assert(rounding{}({0.4F, -2.6F, 300.0F}) == rounding::output_type{0, -3, 127});

}  // namespace

TEST_CASE("gradients pass where a value is within its range, and stop elsewhere") {
    const auto dx = cp::differentiate_input(rounds, cp::mse{}, x, rounding::output_type{}).gradient;
    CHECK(dx == std::array<float, 3>{2.0F / 3 * (64 * step), 0, 0});
}

TEST_CASE("a training step tracks the range, and inference leaves it") {
    auto net = rounds;
    CHECK(net(x) == rounds(x));
    CHECK(net.statistics() == rounds.statistics());
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{});
    cp::train_step(net, optimizer, cp::mse{}, x, rounding::output_type{});
    CHECK(net.statistics() == std::array<float, 2>{-3, 2});
    cp::train_step(net, optimizer, cp::mse{}, {0.5F, 0.0F, 0.25F}, rounding::output_type{});
    CHECK(net.statistics()[0] == -3 + 0.01F * (0.0F - -3.0F));
    CHECK(net.statistics()[1] == 2 + 0.01F * (0.5F - 2.0F));

    // The first step of all takes the batch's range.
    rounding empty;
    cp::train_step(empty, optimizer, cp::mse{}, std::array{x, rounding::input_type{5, 0, 0}},
                   std::array{rounding::output_type{}, rounding::output_type{}});
    CHECK(empty.statistics() == std::array<float, 2>{-3, 5});
}

TEST_CASE("a training pass rounds with the range that it will leave") {
    auto net = rounds;
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{});
    const float loss = cp::train_step(net, optimizer, cp::mse{}, x, rounding::output_type{});
    CHECK(loss == cp::evaluate(net, cp::mse{}, std::array{x}, std::array{rounding::output_type{}}));
}
