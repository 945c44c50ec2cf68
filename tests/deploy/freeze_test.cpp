#include <constprop/activations/relu.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/checks/footprint.hpp>
#include <constprop/deploy/freeze.hpp>
#include <constprop/fit.hpp>
#include <constprop/gradient.hpp>
#include <constprop/initializers/initialize.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/group_norm.hpp>
#include <constprop/layers/layer_norm.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/losses/cross_entropy.hpp>
#include <constprop/losses/mse.hpp>
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/sgd.hpp>
#include <constprop/training/train_step.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<5, 7>, cp::relu, cp::linear<7, 6>, cp::tanh, cp::linear<6, 3>>;
constexpr model trained = cp::initialized<model>(cp::torch_default{.seed = 3});

constexpr auto net = cp::freeze_before<trained, 4>();
using tuned = std::remove_const_t<decltype(net)>;

// What does not learn takes no room: not in the network, nor in its gradient, nor in what an optimizer remembers.
static_assert(
    std::is_same_v<tuned,
                   cp::network<cp::frozen<trained, 0>, cp::relu, cp::frozen<trained, 2>, cp::tanh, cp::linear<6, 3>>>);
static_assert(tuned::parameter_count == 6 * 3 + 3 && sizeof(tuned) < sizeof(model));
static_assert(cp::footprint<tuned, cp::adam>::optimizer_bytes < cp::footprint<model, cp::adam>::optimizer_bytes / 3);
static_assert(cp::footprint<tuned>::multiply_accumulates == cp::footprint<model>::multiply_accumulates);
static_assert(cp::footprint<tuned>::inference_bytes == cp::footprint<model>::inference_bytes);
static_assert(cp::footprint<tuned>::backward_bytes == 3 * sizeof(float));

constexpr model::input_type x{1, -0.5F, 0.25F, 2, -1};
constexpr std::array<model::input_type, 3> batch{{{1, -0.5F, 0.25F, 2, -1}, {0, 1, 2, 3, 4}, {-1, -1, 0.5F, 0, 1}}};
constexpr std::array<std::size_t, 3> classes{2, 0, 1};

static_assert(net(x) == trained(x) && net(batch) == trained(batch));
static_assert(net.trace(x).output<2>() == trained.trace(x).output<2>());
static_assert(cp::thaw(net) == trained);

/// A layer of one's own, with parameters and without batches: y = x + b.
template <std::size_t Size> struct shift {
    static constexpr cp::layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = Size, .outputs = Size, .biases = Size};
    }
    template <std::size_t, class T> static constexpr void forward(const T* b, const T* from, T* y) noexcept {
        for (std::size_t k = 0; k < Size; ++k) y[k] = from[k] + b[k];
    }
    template <std::size_t, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Size; ++k) dx[k] = dy[k];
    }
    template <std::size_t, class T> static constexpr void accumulate(const T*, const T* dy, T* gradient) noexcept {
        for (std::size_t k = 0; k < Size; ++k) gradient[k] += dy[k];
    }
};
using shifting = cp::network<cp::linear<2, 4>, shift<4>, cp::linear<4, 2>>;
constexpr shifting shifted = shifting::from_parameters({1, 2, 3, 4, 5, 6, 7, 8, 0,    0,    0, 0, 1, 2, 3, 4,  //
                                                        1, 0, 1, 0, 0, 1, 0, 1, 0.5F, 0.25F});

/// Frozen in the middle: what comes before it learns through it.
using middle = cp::network<cp::linear<2, 4>, cp::frozen<shifted, 1>, cp::linear<4, 2>>;
constexpr middle around = middle::from_parameters({1, 2, 3, 4, 5, 6, 7, 8, 0,    0,    0, 0,  //
                                                   1, 0, 1, 0, 0, 1, 0, 1, 0.5F, 0.25F});
static_assert(around({1, 2}) == shifted({1, 2}) && cp::thaw(around) == shifted);

template <class Part, class Whole, std::size_t... Layer>
constexpr bool same_layers(const Part& part, const Whole& whole, std::index_sequence<Layer...>) {
    const auto same = [](const auto& a, const auto& b) {
        bool all = true;
        for (std::size_t k = 0; k < a.shape.parameters(); ++k) all = all && a.parameter(k) == b.parameter(k);
        return all;
    };
    return (same(part.template layer<Layer>(), whole.template layer<Layer>()) && ...);
}

template <class Net, class Loss, class Inputs, class Targets>
constexpr bool has_gradient_of(const Net& part, const Loss& loss, const Inputs& inputs, const Targets& targets) {
    const auto whole = cp::thaw(part);
    const auto by_part = cp::differentiate(part, loss, inputs, targets);
    const auto by_whole = cp::differentiate(whole, loss, inputs, targets);
    return by_part.loss == by_whole.loss &&
           same_layers(by_part.gradient, by_whole.gradient, std::make_index_sequence<Net::layer_count>{}) &&
           cp::differentiate_input(part, loss, inputs, targets).gradient ==
               cp::differentiate_input(whole, loss, inputs, targets).gradient;
}
constexpr std::array<std::array<float, 2>, 2> pairs{{{1, 2}, {-1, 0.5F}}}, wanted{{{3, 4}, {0, 1}}};
constexpr bool gradients_agree() {
    return has_gradient_of(net, cp::cross_entropy{}, x, std::size_t{1}) &&
           has_gradient_of(net, cp::cross_entropy{}, batch, classes) &&
           has_gradient_of(around, cp::mse{}, pairs[0], wanted[0]) && has_gradient_of(around, cp::mse{}, pairs, wanted);
}

template <class Rule> constexpr bool learns_only_what_is_not_frozen(const Rule& rule) {
    auto learned = net;
    auto optimizer = cp::make_optimizer(learned, rule);
    const float before = cp::train_step(learned, optimizer, cp::cross_entropy{}, batch, classes);
    for (int step = 0; step < 5; ++step) cp::train_step(learned, optimizer, cp::cross_entropy{}, batch, classes);
    const float after = cp::train_step(learned, optimizer, cp::cross_entropy{}, batch, classes);
    const model whole = cp::thaw(learned);
    return after < before && whole(x) == learned(x) && learned != net &&
           same_layers(whole, trained, std::make_index_sequence<4>{}) && whole != trained;
}

// Layers with statistics, with a cache, and with random bits.
using measured = cp::network<cp::linear<2, 3>, measuring::centered, cp::sequential<cp::tanh, cp::linear<3, 3>>,
                             measuring::centered, measuring::halved, cp::linear<3, 1>>;
constexpr measured with_statistics = [] {
    measured::parameter_type p{};
    measured::statistic_type s{};
    for (std::size_t k = 0; k < p.size(); ++k) p[k] = static_cast<float>(k % 7) / 7;
    for (std::size_t k = 0; k < s.size(); ++k) s[k] = static_cast<float>(k);
    return measured::from_parameters(p, s);
}();
constexpr auto partly_measured = cp::freeze_before<with_statistics, 3>();
constexpr measured trained_on = [] {
    auto learning = partly_measured;
    auto optimizer = cp::make_optimizer(learning, cp::sgd{.learning_rate = 0.1});
    constexpr std::array<measured::input_type, 2> inputs{{{1, 2}, {2, 1}}};
    constexpr std::array<measured::output_type, 2> targets{{{1}, {2}}};
    cp::train_step(learning, optimizer, cp::mse{}, inputs, targets, cp::pass{.seed = 1});
    return cp::thaw(learning);
}();

}  // namespace

// A frozen layer keeps its statistics, and runs as on a device.
static_assert(cp::thaw(partly_measured) == with_statistics);
static_assert(partly_measured({1, 2}) == with_statistics({1, 2}));
static_assert(decltype(partly_measured)::parameter_count == 7 && decltype(partly_measured)::statistic_count == 3);
static_assert(trained_on.statistics()[2] == 2 && trained_on.statistics()[3] != 3);
static_assert(trained_on.parameters()[0] == with_statistics.parameters()[0]);

TEST_CASE("A network that is partly frozen answers as the whole does, and so do its gradients") {
    static_assert(gradients_agree());
    CHECK(gradients_agree());
    CHECK(net(x) == trained(x));
    CHECK(net(batch) == trained(batch));
}

TEST_CASE("Only what is not frozen learns") {
    static_assert(learns_only_what_is_not_frozen(cp::sgd{.learning_rate = 0.1}));
    CHECK(learns_only_what_is_not_frozen(cp::sgd{.learning_rate = 0.1}));
    CHECK(learns_only_what_is_not_frozen(cp::adam{.learning_rate = 0.01}));
}

namespace {

using normalizing = cp::network<cp::linear<2, 4>, cp::batch_norm, cp::layer_norm, cp::group_norm<2>, cp::linear<4, 2>>;
constexpr normalizing normalized = cp::initialized<normalizing>(cp::torch_default{.seed = 3});

}  // namespace

// Their backward passes read dy, and no layer behind them computes it, because nothing before them learns.
TEST_CASE("Normalizations frozen before everything that learns have no backward pass") {
    constexpr auto rest = cp::freeze_before<normalized, 4>();
    using last_layer = cp::network<cp::linear<4, 2>>;
    constexpr std::array<normalizing::input_type, 3> inputs{{{1, -0.5F}, {0.25F, 2}, {-1, 0}}};
    constexpr std::array<normalizing::output_type, 3> targets{{{1, 0}, {0.5F, 1}, {0, -1}}};
    std::array<last_layer::input_type, 3> hidden{};
    for (std::size_t n = 0; n < 3; ++n) hidden[n] = rest.trace(inputs[n]).output<3>();
    const auto expected = cp::differentiate(last_layer::from_parameters(rest.parameters()), cp::mse{}, hidden, targets);
    const auto found = cp::differentiate(rest, cp::mse{}, inputs, targets);
    CHECK(found.loss == expected.loss);
    CHECK(found.gradient.parameters() == expected.gradient.parameters());
}
