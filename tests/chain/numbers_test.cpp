#include <constprop/chain/numbers.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

using model =
    cp::basic_network<double, cp::linear<2, 3>, measuring::centered, cp::tanh, cp::linear<3, 1>, measuring::centered>;
using plain = cp::network<cp::linear<2, 3>, cp::tanh>;

constexpr std::array<model::input_type, 3> x{{{1, 2}, {-1, 0.5}, {0, -2}}};
constexpr std::array<model::output_type, 3> y{{{1}, {0}, {-1}}};

constexpr model start = cp::initialized<model>(cp::torch_default{.seed = 3});

template <class Rule> constexpr model stepped(const Rule& rule) {
    model net = start;
    auto optimizer = cp::make_optimizer(net, rule);
    cp::train_step(net, optimizer, cp::mse{}, x, y);
    return net;
}

/// The mean of layer 0's first output over the batch.
constexpr double first_mean() {
    double sum = 0;
    for (const auto& input : x) sum += start.trace(input).output<0>()[0];
    return sum / 3;
}

}  // namespace

// What is measured is no parameter, and begins where its tensor says; so do gains.
static_assert(model::parameter_count == 9 + 3 + 4 + 1 && model::statistic_count == 3 + 1);
static_assert(model{}.statistics() == std::array{0.25, 0.25, 0.25, 0.25});
static_assert(start.layer<1>().parameter(2) == 1);
static_assert(plain::statistic_count == 0 && std::is_same_v<plain::gradient_type, plain>);

// Gradients and an optimizer's memory are shaped like what is trained.
static_assert(model::gradient_type::statistic_count == 0 && sizeof(model::gradient_type) < sizeof(model));
static_assert(sizeof(cp::make_optimizer(start, cp::adam{})) - sizeof(cp::make_optimizer(start, cp::plain_sgd{})) <
              2 * sizeof(model::gradient_type) + 128);
static_assert(cp::footprint<model>::parameter_bytes == 8 * (17 + 4) && cp::footprint<model>::gradient_bytes == 8 * 17);
static_assert(cp::differentiate(start, cp::mse{}, x, y).gradient.parameters().size() == model::parameter_count);
static_assert(cp::differentiate(start, cp::mse{}, x, y).gradient.statistics().empty());

// from_parameters leaves statistics at their initial values, or sets both; == compares both.
static_assert(model::from_parameters(start.parameters()) == start);
static_assert(model::from_parameters(start.parameters(), {1, 2, 3, 4}).statistics() == std::array{1.0, 2.0, 3.0, 4.0});
static_assert(model::from_parameters(start.parameters(), {1, 2, 3, 4}) != start);
static_assert(start({1, 2}) != model::from_parameters(start.parameters(), {1, 2, 3, 4})({1, 2}));

// Statistics are written by training steps, and by nothing else.
constexpr double measured = stepped(cp::sgd{.learning_rate = 0.1}).statistics()[0];
static_assert(measured - (0.25 + first_mean()) / 2 < 1e-15 && (0.25 + first_mean()) / 2 - measured < 1e-15);
static_assert(stepped(cp::with(cp::sgd{}, cp::clip_norm{1.0})).statistics()[0] == measured);

// The gradient is that of a training pass, through the mean of the batch.
static_assert(cp::gradient_error<model, 3>(cp::mse{}, 1) < 1e-7);

TEST_CASE("a training step at run time is the compiler's") {
    model net = start;
    auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.1});
    volatile double first = 1;
    auto inputs = x;
    inputs[0][0] = first;
    cp::train_step(net, optimizer, cp::mse{}, inputs, y);
    constexpr model by_compiler = stepped(cp::adam{.learning_rate = 0.1});
    CHECK(net.statistics() == by_compiler.statistics());
    for (std::size_t k = 0; k < model::parameter_count; ++k)
        CHECK(std::abs(net.parameters()[k] - by_compiler.parameters()[k]) < 1e-12);
}

TEST_CASE("evaluating and differentiating with respect to the input are as on a device") {
    double sum = 0;
    for (std::size_t n = 0; n < 3; ++n) sum += (start(x[n])[0] - y[n][0]) * (start(x[n])[0] - y[n][0]);
    CHECK(std::abs(cp::evaluate(start, cp::mse{}, x, y) - sum / 3) < 1e-12);
    const auto [loss, gradient] = cp::differentiate_input(start, cp::mse{}, x[0], y[0]);
    const double h = 1e-6;
    auto moved = x[0];
    moved[1] += h;
    CHECK(std::abs(gradient[1] - (cp::evaluate(start, cp::mse{}, moved, y[0]) - loss) / h) < 1e-4);
}
