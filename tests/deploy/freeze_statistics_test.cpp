#include <constprop/constprop.hpp>
#include <constprop/deploy/freeze_statistics.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

using model =
    cp::basic_network<double, cp::vector<3>, cp::linear<3, 4>, cp::batch_norm, cp::tanh,
                      cp::residual<cp::linear<4, 4>, cp::add<measuring::centered, cp::batch_norm>>, cp::linear<4, 1>>;
template <class Layer> using fixed = cp::fixed_statistics<Layer>;
using frozen =
    cp::basic_network<double, cp::vector<3>, cp::linear<3, 4>, fixed<cp::batch_norm>, cp::tanh,
                      cp::residual<cp::linear<4, 4>, cp::add<fixed<measuring::centered>, fixed<cp::batch_norm>>>,
                      cp::linear<4, 1>>;

constexpr model start = [] {
    model::statistic_type s{};
    for (std::size_t k = 0; k < s.size(); ++k) s[k] = 0.5 + 0.1 * static_cast<double>(k);
    return model::from_parameters(cp::initialized<model>(cp::torch_default{.seed = 3}).parameters(), s);
}();
constexpr model::input_type x{1, -2, 0.5};
constexpr model::output_type y{1};

/// A step on one sample.
constexpr frozen stepped() {
    frozen net = cp::freeze_statistics(start);
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 0.01});
    cp::train_step(net, optimizer, cp::mse{}, x, y);
    return net;
}

}  // namespace

static_assert(std::is_same_v<decltype(cp::freeze_statistics(start)), frozen>);
static_assert(std::is_same_v<decltype(cp::freeze_statistics(frozen{})), frozen>);
static_assert(cp::freeze_statistics(start).parameters() == start.parameters());
static_assert(cp::freeze_statistics(start).statistics() == start.statistics());
static_assert(cp::freeze_statistics(start)(x) == start(x));

// It learns from one sample, and measures nothing. The pass is that of a device.
static_assert(model::fewest_samples == 2 && frozen::fewest_samples == 1);
static_assert(stepped().statistics() == start.statistics() && stepped().parameters() != start.parameters());
static_assert(cp::evaluate(stepped(), cp::mse{}, x, y) < cp::evaluate(start, cp::mse{}, x, y));
static_assert(cp::differentiate(frozen{}, cp::mse{}, x, y).loss == cp::evaluate(frozen{}, cp::mse{}, x, y));

// What is deployed has no trace of it.
static_assert(std::is_same_v<cp::inference_network<cp::basic_network<double, cp::linear<3, 4>, fixed<cp::batch_norm>>>,
                             cp::basic_network<double, cp::linear<3, 4>>>);

TEST_CASE("the gradient with fixed statistics agrees with differences") {
    CHECK(cp::gradient_error<frozen>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<frozen, 2>(cp::mse{}, 2) < 1e-8);
    CHECK(cp::gradient_error<frozen, 5>(cp::mse{}, 3) < 1e-8);
}

TEST_CASE("a batch's gradient is the mean of its samples'") {
    const frozen net = cp::freeze_statistics(start);
    const std::array<model::input_type, 2> both{x, {0, 1, 2}};
    const std::array<model::output_type, 2> targets{y, {-1}};
    const auto whole = cp::differentiate(net, cp::mse{}, both, targets).gradient.parameters();
    const auto a = cp::differentiate(net, cp::mse{}, both[0], targets[0]).gradient.parameters();
    const auto b = cp::differentiate(net, cp::mse{}, both[1], targets[1]).gradient.parameters();
    for (std::size_t k = 0; k < whole.size(); ++k) CHECK(std::abs(whole[k] - (a[k] + b[k]) / 2) < 1e-14);
}
