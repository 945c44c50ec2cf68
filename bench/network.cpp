// A forward pass and a training step (forward, backward, gradient descent; one sample) of networks of fixed size, each
// beside the same network with sizes known at run time. Both are checked against each other before they are timed.
#include <constprop/constprop.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "dynamic_network.hpp"

namespace {

namespace cp = constprop;

template <std::size_t... Sizes> struct chain;
template <std::size_t In, std::size_t Hidden, std::size_t Out> struct chain<In, Hidden, Out> {
    using type = cp::network<cp::linear<In, Hidden>, cp::relu, cp::linear<Hidden, Out>>;
};
template <std::size_t In, std::size_t First, std::size_t Second, std::size_t Out> struct chain<In, First, Second, Out> {
    using type =
        cp::network<cp::linear<In, First>, cp::relu, cp::linear<First, Second>, cp::relu, cp::linear<Second, Out>>;
};

constexpr std::size_t samples = 64;
constexpr float learning_rate = 1e-4F;

template <class Model> struct data {
    std::array<typename Model::input_type, samples> inputs;
    std::array<typename Model::output_type, samples> targets;

    data() {
        cp::random draw(1);
        for (auto& x : inputs)
            for (float& value : x) value = draw.uniform(1.0F);
        for (auto& y : targets)
            for (float& value : y) value = draw.uniform(1.0F);
    }
};

template <class Model> dynamic::network same_network(const Model& net) {
    dynamic::network other;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage) {
        using stage_type = std::remove_cvref_t<decltype(stage)>;
        if constexpr (stage_type::shape.parameters() == 0) {
            other.layers.push_back(std::make_unique<dynamic::relu>());
        } else {
            auto layer = std::make_unique<dynamic::linear>(stage.shape.inputs, stage.shape.outputs);
            for (std::size_t i = 0; i < stage.shape.inputs; ++i)
                for (std::size_t o = 0; o < stage.shape.outputs; ++o)
                    layer->weights[i * stage.shape.outputs + o] = stage.weight(o, i);
            for (std::size_t o = 0; o < stage.shape.outputs; ++o) layer->bias[o] = stage.bias(o);
            other.layers.push_back(std::move(layer));
        }
    });
    return other;
}

template <class Row> dynamic::vector as_vector(const Row& row) { return {row.begin(), row.end()}; }

/// What computes something else is not timed.
template <class Model> void check() {
    const data<Model> all;
    Model net = cp::initialized<Model>(cp::kaiming_uniform{.seed = 1});
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = learning_rate});
    auto other = same_network(net);
    for (std::size_t n = 0; n < samples; ++n) {
        const float loss = cp::train_step(net, optimizer, cp::mse{}, all.inputs[n], all.targets[n]);
        const float other_loss = other.train_step(as_vector(all.inputs[n]), as_vector(all.targets[n]), learning_rate);
        if (!(std::abs(loss - other_loss) <= 1e-4F * loss)) std::puts("the networks disagree"), std::exit(1);
    }
}

template <class Model> void forward(benchmark::State& state) {
    check<Model>();
    const data<Model> all;
    const Model net = cp::initialized<Model>(cp::kaiming_uniform{.seed = 1});
    std::size_t n = 0;
    for (auto _ : state) {
        auto y = net(all.inputs[n++ % samples]);
        benchmark::DoNotOptimize(y);
    }
}

template <class Model> void forward_dynamic(benchmark::State& state) {
    const data<Model> all;
    auto net = same_network(cp::initialized<Model>(cp::kaiming_uniform{.seed = 1}));
    std::vector<dynamic::vector> inputs;
    for (const auto& x : all.inputs) inputs.push_back(as_vector(x));
    std::size_t n = 0;
    for (auto _ : state) benchmark::DoNotOptimize(net.forward(inputs[n++ % samples]).data());
}

template <class Model> void train(benchmark::State& state) {
    check<Model>();
    const data<Model> all;
    Model net = cp::initialized<Model>(cp::kaiming_uniform{.seed = 1});
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = learning_rate});
    std::size_t n = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            cp::train_step(net, optimizer, cp::mse{}, all.inputs[n % samples], all.targets[n % samples]));
        ++n;
    }
}

template <class Model> void train_dynamic(benchmark::State& state) {
    const data<Model> all;
    auto net = same_network(cp::initialized<Model>(cp::kaiming_uniform{.seed = 1}));
    std::vector<dynamic::vector> inputs, targets;
    for (const auto& x : all.inputs) inputs.push_back(as_vector(x));
    for (const auto& y : all.targets) targets.push_back(as_vector(y));
    std::size_t n = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(net.train_step(inputs[n % samples], targets[n % samples], learning_rate));
        ++n;
    }
}

using tiny = chain<4, 16, 16, 2>::type;
using digits = chain<64, 32, 10>::type;
using wide = chain<64, 64, 64, 10>::type;

}  // namespace

BENCHMARK(forward<tiny>)->Name("forward 4-16-16-2, fixed");
BENCHMARK(forward_dynamic<tiny>)->Name("forward 4-16-16-2, dynamic");
BENCHMARK(forward<digits>)->Name("forward 64-32-10, fixed");
BENCHMARK(forward_dynamic<digits>)->Name("forward 64-32-10, dynamic");
BENCHMARK(forward<wide>)->Name("forward 64-64-64-10, fixed");
BENCHMARK(forward_dynamic<wide>)->Name("forward 64-64-64-10, dynamic");
BENCHMARK(train<tiny>)->Name("train 4-16-16-2, fixed");
BENCHMARK(train_dynamic<tiny>)->Name("train 4-16-16-2, dynamic");
BENCHMARK(train<digits>)->Name("train 64-32-10, fixed");
BENCHMARK(train_dynamic<digits>)->Name("train 64-32-10, dynamic");
BENCHMARK(train<wide>)->Name("train 64-64-64-10, fixed");
BENCHMARK(train_dynamic<wide>)->Name("train 64-64-64-10, dynamic");
