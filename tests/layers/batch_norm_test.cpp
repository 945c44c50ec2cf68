#include <constprop/constprop.hpp>
#include <constprop/layers/batch_norm.hpp>

#include <array>
#include <cstddef>
#include <ratio>
#include <string_view>

#include "catch.hpp"

namespace {

namespace cp = constprop;

using vectors = cp::basic_network<double, cp::linear<3, 4>, cp::batch_norm, cp::tanh, cp::linear<4, 2>>;
using images = cp::basic_network<double, cp::image<3, 3, 2>, cp::conv2d<2, 4, cp::kernel<2>>, cp::batch_norm, cp::tanh,
                                 cp::flatten, cp::linear<16, 2>>;
using keras = cp::basic_network<double, cp::signal<4, 2>, cp::batch_norm_with<std::ratio<1, 1000>, std::ratio<1, 100>>,
                                cp::flatten, cp::linear<8, 2>>;
using alone = cp::basic_network<double, cp::vector<2>, cp::batch_norm>;

// Before `flatten`, and behind it with a gain for each value.
using before = cp::basic_network<double, cp::image<2, 2, 3>, cp::batch_norm, cp::flatten>;
using behind = cp::basic_network<double, cp::image<2, 2, 3>, cp::flatten, cp::batch_norm>;

constexpr std::array<vectors::input_type, 3> x{{{1, 2, 3}, {-1, 0, 2}, {0.5, -2, 1}}};
constexpr std::array<vectors::output_type, 3> y{{{1, 0}, {0, 1}, {1, 1}}};
constexpr vectors start = cp::initialized<vectors>(cp::torch_default{.seed = 3});

template <std::size_t Size>
constexpr double worst(const std::array<double, Size>& a, const std::array<double, Size>& b) {
    double most = 0;
    for (std::size_t k = 0; k < Size; ++k) {
        const double d = a[k] < b[k] ? b[k] - a[k] : a[k] - b[k];
        most = d > most ? d : most;
    }
    return most;
}

/// A step that changes no parameter measures all the same.
template <class Network, class Batch> constexpr Network measured(Network net, const Batch& inputs) {
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0});
    std::array<typename Network::output_type, std::tuple_size_v<Batch>> targets{};
    cp::train_step(net, optimizer, cp::mse{}, inputs, targets);
    return net;
}

constexpr std::array<before::input_type, 2> pictures = [] {
    std::array<before::input_type, 2> both{};
    for (std::size_t k = 0; k < 24; ++k) both[k / 12][k % 12] = static_cast<double>(k * k % 13) - 4;
    return both;
}();
/// The order in which PyTorch flattens: 3 channels of 4 values.
constexpr behind for_each_value = [] {
    behind::parameter_type values{};
    for (std::size_t k = 0; k < 12; ++k)
        values[k] = static_cast<double>(k + 1), values[12 + k] = -static_cast<double>(k);
    return behind::from_parameters(values);
}();

}  // namespace

// Gains, biases, means, variances begin as PyTorch's, whatever the initializer draws.
static_assert(vectors::parameter_count == 16 + 8 + 10 && vectors::statistic_count == 8);
static_assert(start.layer<1>().parameter(3) == 1 && start.layer<1>().parameter(4) == 0);
static_assert(start.statistics() == std::array<double, 8>{0, 0, 0, 0, 1, 1, 1, 1});
static_assert([] {
    const auto tensors = cp::batch_norm::tensors(cp::image<2, 2, 3>::input_extent);
    const std::array<std::string_view, 4> names{"weight", "bias", "running_mean", "running_var"};
    for (std::size_t k = 0; k < 4; ++k)
        if (tensors[k].name != names[k] || tensors[k].size() != 3 || tensors[k].is_trained() != (k < 2)) return false;
    return true;
}());

// On a device: y = g (x − μ) / √(σ² + ε) + b.
static_assert(alone::from_parameters({2, 1, 0, 3}, {1, 0, 4, 1})({3, 5})[0] - 2 < 1e-5);
static_assert(2 - alone::from_parameters({2, 1, 0, 3}, {1, 0, 4, 1})({3, 5})[0] < 1e-5);

// Running statistics: a tenth of the way to the batch's mean, and to its unbiased variance.
static_assert(worst(measured(alone{}, std::array<alone::input_type, 2>{{{1, 10}, {3, 20}}}).statistics(),
                    {0.2, 1.5, 0.9 + 0.1 * 2, 0.9 + 0.1 * 50}) < 1e-15);

// Behind `flatten`, numbers have PyTorch's order outside; a channel's values share no mean there.
static_assert(for_each_value(pictures[0])[1] != 0 && for_each_value.statistics()[0] == 0);
static_assert([] {
    const behind net = measured(for_each_value, pictures);
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t place = 0; place < 4; ++place) {
            const std::size_t lies = place * 3 + channel, k = channel * 4 + place;
            const double mean = (pictures[0][lies] + pictures[1][lies]) / 2;
            const double d = net.statistics()[k] - 0.1 * mean;
            if (d > 1e-15 || d < -1e-15) return false;
        }
    return true;
}());

static_assert(cp::gradient_error<vectors, 2>(cp::mse{}, 1) < 1e-7);

TEST_CASE("the gradient of batch_norm agrees with differences") {
    CHECK(cp::gradient_error<vectors>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<vectors, 5>(cp::cross_entropy{}, 1) < 1e-7);
    CHECK(cp::gradient_error<images>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<images, 2>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<images, 5>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<keras>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<keras, 2>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<keras, 5>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<behind, 5>(cp::mse{}, 1) < 1e-6);
}

TEST_CASE("an image has many values for each channel, and is a batch of its own") {
    const auto [loss, gradient] = cp::differentiate(images{}, cp::mse{}, images::input_type{}, images::output_type{});
    CHECK(loss == 0);
    CHECK(measured(before{}, std::array<before::input_type, 1>{pictures[0]}).statistics() != before{}.statistics());
}

TEST_CASE("fit's last batch of one sample uses running statistics and leaves them") {
    const auto fitted = [](const auto& inputs, const auto& targets) {
        return cp::fit(start, cp::mse{}, cp::plain_sgd{.learning_rate = 0.1}, inputs, targets,
                       {.epochs = 1, .shuffle = false}, cp::batch<2>);
    };
    const vectors two = fitted(std::array{x[0], x[1]}, std::array{y[0], y[1]}), three = fitted(x, y);
    CHECK(three.statistics() == two.statistics());
    CHECK(three.statistics() != start.statistics());
    CHECK(three.parameters() != two.parameters());
    // The step on that sample is the one on a device: dx passes through mean and variance as through constants.
    vectors by_hand = two;
    const double h = 1e-6, slope = two.parameters()[0] - three.parameters()[0];
    auto moved = two.parameters();
    moved[0] += h;
    const vectors other = vectors::from_parameters(moved, two.statistics());
    const double difference =
        (cp::evaluate(other, cp::mse{}, x[2], y[2]) - cp::evaluate(by_hand, cp::mse{}, x[2], y[2])) / h;
    CHECK(std::abs(slope - 0.1 * difference) < 1e-6);
}

TEST_CASE("the compiler trains with batch_norm as a program does") {
    constexpr vectors by_compiler = cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.1}, x, y, {.epochs = 3});
    volatile double first = x[0][0];
    auto inputs = x;
    inputs[0][0] = first;
    const vectors at_run_time = cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.1}, inputs, y, {.epochs = 3});
    CHECK(worst(at_run_time.parameters(), by_compiler.parameters()) < 1e-12);
    CHECK(worst(at_run_time.statistics(), by_compiler.statistics()) < 1e-12);
}

TEST_CASE("weights are updated on the way back, without a gradient in memory") {
    using cost = cp::footprint<vectors, cp::plain_sgd, 4>;
    using without =
        cp::footprint<cp::basic_network<double, cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>>, cp::plain_sgd, 4>;
    CHECK(cost::gradient_bytes == 8 * vectors::parameter_count);
    // A row of the trace, a mean and a variance, sums; but no gradient of 34 numbers, and no row on the way back.
    CHECK(cost::backward_bytes == without::backward_bytes);
    CHECK(cost::trace_bytes >= without::trace_bytes + 8 * (4 * 4 + 2 * 4));
}
