#include <constprop/constprop.hpp>
#include <constprop/int8/fake_quantized.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::network_for, near_floats::samples_for;

namespace {

using model = cp::network<cp::linear<3, 8>, cp::relu, cp::linear<8, 4>>;
constexpr model net = network_for<model>();
constexpr auto inputs = samples_for<model>();
constexpr auto aware = cp::fake_quantized(net, inputs);
using aware_model = std::remove_const_t<decltype(aware)>;

static_assert(
    std::is_same_v<aware_model,
                   cp::network<cp::vector<3>, cp::rounded_values, cp::rounded_weights<cp::linear<3, 8>>, cp::relu,
                               cp::rounded_values, cp::rounded_weights<cp::linear<8, 4>>, cp::rounded_values>>);
static_assert(aware.parameters() == net.parameters());

/// What integers of one layer stand for, and of which weights, are those of another.
template <class Network> constexpr bool same_integers(const Network& a, const Network& b) {
    bool same = a.takes() == b.takes() && a.gives() == b.gives();
    for (const auto& x : samples_for<typename Network::original>()) {
        const auto q = a.quantize_input(x);
        same = same && q == b.quantize_input(x) && a(q) == b(q);
    }
    return same;
}

// Before training, its integers are those that quantize finds.
constexpr auto small_net = cp::quantize(net, inputs);
static_assert(std::is_same_v<decltype(cp::quantize(aware)), std::remove_const_t<decltype(small_net)>>);
static_assert(same_integers(cp::quantize(aware), small_net));
static_assert(same_integers(cp::quantize(cp::fake_quantized(net, inputs, cp::per_tensor{}, cp::percentile{95})),
                            cp::quantize(net, inputs, cp::per_tensor{}, cp::percentile{95})));

/// The integers of a network right after `fake_quantized` are those that `quantize` finds.
template <class Network> constexpr bool network_begins_like_quantize() {
    const Network floats = network_for<Network>();
    const auto samples = samples_for<Network>();
    return same_integers(cp::quantize(cp::fake_quantized(floats, samples)), cp::quantize(floats, samples));
}

template <class... Layers> constexpr bool begins_like_quantize() {
    return network_begins_like_quantize<cp::network<Layers...>>();
}

/// The greatest difference between what a network that rounds gives and what its integers stand for, in steps of the latter.
template <class Aware> float greatest_difference(const Aware& trained) {
    const auto integers = cp::quantize(trained);
    float most = 0;
    for (const auto& x : samples_for<Aware>()) {
        const auto floats = trained(x), y = integers(x);
        for (std::size_t k = 0; k < y.size(); ++k) {
            const float off = (floats[k] - y[k]) / integers.gives().scale;
            most = off > most ? off : (-off > most ? -off : most);
        }
    }
    return most;
}

template <class Network> auto trained_network(std::size_t epochs) {
    const auto samples = samples_for<Network>();
    std::array<typename Network::output_type, near_floats::count> targets{};
    for (std::size_t n = 0; n < samples.size(); ++n)
        for (std::size_t k = 0; k < targets[n].size(); ++k)
            targets[n][k] = samples[n][k % samples[n].size()] * samples[n][(k + 1) % samples[n].size()];
    return cp::fit(cp::fake_quantized(network_for<Network>(), samples), cp::mse{}, cp::adam{.learning_rate = 0.01},
                   samples, targets, {.epochs = epochs}, cp::batch<8>);
}

}  // namespace

TEST_CASE("ranges and weights are those that quantize finds") {
    CHECK(begins_like_quantize<cp::linear<3, 8>, cp::tanh, cp::linear<8, 4>, cp::softmax>());
    CHECK(begins_like_quantize<cp::image<6, 6>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu, cp::max_pool2d<2>,
                               cp::conv2d<4, 3, cp::kernel<2>>, cp::flatten, cp::linear<3, 4>>());
    CHECK(begins_like_quantize<
          cp::image<4, 4, 2>,
          cp::residual<cp::conv2d<2, 2, cp::kernel<3>, cp::same>, cp::relu, cp::conv2d<2, 2, cp::kernel<3>, cp::same>>,
          cp::relu, cp::flatten, cp::linear<32, 4>>());
    CHECK(begins_like_quantize<cp::vector<4>, cp::add<cp::linear<4, 4>, cp::sequential<cp::linear<4, 4>, cp::tanh>>,
                               cp::relu, cp::linear<4, 3>>());
    CHECK(begins_like_quantize<cp::signal<6, 2>, cp::depthwise_conv1d<2, cp::kernel<3>>, cp::leaky_relu<>,
                               cp::global_average_pool, cp::linear<2, 3>>());
}

TEST_CASE("what is concatenated is rounded once, to one range") {
    using network =
        cp::network<cp::vector<3>,
                    cp::concatenate<cp::linear<3, 4>, cp::sequential<cp::linear<3, 2>, cp::relu>, cp::identity>>;
    static_assert(
        std::is_same_v<
            cp::network<cp::vector<3>, cp::rounded_values,
                        cp::concatenate<cp::rounded_weights<cp::linear<3, 4>>,
                                        cp::sequential<cp::rounded_weights<cp::linear<3, 2>>, cp::relu>, cp::identity>,
                        cp::rounded_values>,
            decltype(cp::fake_quantized(network{}, samples_for<network>()))>);
    CHECK(network_begins_like_quantize<network>());
    CHECK(greatest_difference(trained_network<network>(60)) <= 1.01F);
}

TEST_CASE("a mean over an image has a range of its own") {
    using network = cp::network<cp::image<4, 4, 1>, cp::conv2d<1, 3, cp::kernel<3>>, cp::relu, cp::global_average_pool,
                                cp::linear<3, 2>>;
    CHECK(greatest_difference(trained_network<network>(10)) <= 1.01F);
}

TEST_CASE("steps on single samples do not narrow ranges") {
    using network = cp::network<cp::linear<3, 16>, cp::relu, cp::linear<16, 3>>;
    const auto samples = samples_for<network>();
    auto learner = cp::fake_quantized(network_for<network>(), samples);
    const auto begin = learner.statistics();
    auto optimizer = cp::make_optimizer(learner, cp::plain_sgd{.learning_rate = 0});
    for (int n = 0; n < 2000; ++n)
        cp::train_step(learner, optimizer, cp::mse{}, samples[static_cast<std::size_t>(n) % samples.size()],
                       std::array<float, 3>{});
    const auto end = learner.statistics();
    for (std::size_t k = 0; k < end.size(); k += 2) CHECK(end[k + 1] - end[k] > 0.8F * (begin[k + 1] - begin[k]));
}

TEST_CASE("ranges that are frozen are those of the integers") {
    const auto trained = trained_network<cp::network<cp::linear<3, 16>, cp::relu, cp::linear<16, 3>>>(2);
    CHECK(same_integers(cp::quantize(cp::freeze_statistics(trained)), cp::quantize(trained)));
}

TEST_CASE("after training, integers are those that the network rounded to") {
    const auto trained = trained_network<cp::network<cp::linear<3, 16>, cp::relu, cp::linear<16, 3>>>(20);
    const auto integers = cp::quantize(trained);
    // The weights with which the network of floats computed, divided by their scale, are the integers.
    for (std::size_t o = 0; o < 16; ++o) {
        float greatest = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const float w = trained.template layer<1>().parameter(o * 3 + i), size = w < 0 ? -w : w;
            greatest = size > greatest ? size : greatest;
        }
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(integers.template layer<0>().weight(o, i) ==
                  cp::int8::rounded(trained.template layer<1>().parameter(o * 3 + i) / (greatest / 127)));
    }
    const auto ranges = trained.statistics();
    CHECK(integers.takes() == cp::int8::quantization_of({ranges[0], ranges[1]}));
    CHECK(integers.template gives<1>() == cp::int8::quantization_of({ranges[2], ranges[3]}));
    CHECK(integers.gives() == cp::int8::quantization_of({ranges[4], ranges[5]}));
    // Only biases and the rounding of sums differ.
    CHECK(greatest_difference(trained) <= 1.01F);
}

TEST_CASE("after training, a network that rounds gives what its integers stand for") {
    using network = cp::network<cp::image<4, 4, 1>, cp::residual<cp::conv2d<1, 1, cp::kernel<3>, cp::same>, cp::relu>,
                                cp::conv2d<1, 2, cp::kernel<3>>, cp::relu, cp::flatten, cp::linear<8, 3>>;
    CHECK(greatest_difference(trained_network<network>(10)) <= 2.01F);
}
