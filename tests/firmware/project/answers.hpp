#ifndef CONSTPROP_TESTS_FIRMWARE_ANSWERS_HPP
#define CONSTPROP_TESTS_FIRMWARE_ANSWERS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

/// Everything that a network computes, on numbers that round, as the bits of its results: to be the same from every
/// core, from a host and from constant evaluation, where multiply-adds are not fused.
namespace answers {

namespace cp = constprop;

/// Numbers of moderate size, none of them a short binary fraction.
template <class T> constexpr T number(std::size_t k) noexcept {
    return static_cast<T>(static_cast<int>(k * 29 % 83) - 41) / T(37);
}
template <class Row> constexpr Row numbers(std::size_t from) noexcept {
    Row row{};
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = number<typename Row::value_type>(from + k);
    return row;
}
template <class Model> constexpr Model initial() noexcept {
    auto values = numbers<typename Model::parameter_type>(11);
    for (auto& value : values) value = value / 4;
    return Model::from_parameters(values);
}

/// A running hash, FNV-1a, of the bits of floats.
class digest {
    std::uint32_t hash_ = 2166136261U;

 public:
    constexpr void add(float value) noexcept {
        for (std::uint32_t bits = std::bit_cast<std::uint32_t>(value), k = 0; k < 4; ++k, bits >>= 8)
            add_byte(bits & 255U);
    }
    constexpr void add_byte(std::uint32_t byte) noexcept { hash_ = (hash_ ^ byte) * 16777619U; }
    template <class Row> constexpr void add_all(const Row& row) noexcept {
        for (const auto& value : row) add(value);
    }
    constexpr std::uint32_t value() const noexcept { return hash_; }
};

/// What is compared, one hash each.
struct results {
    std::uint32_t forward = 0, trace = 0, gradient = 0, sgd = 0, adam = 0, batch = 0;
    friend constexpr bool operator==(const results&, const results&) = default;
};

// Frames one at a time: the smallest core has a stack of 16 KiB.
template <class Model, class Make, class Loss>
[[gnu::noinline]] constexpr std::uint32_t after_ten_steps(Make make_optimizer, const Loss& loss,
                                                          std::size_t zero) noexcept {
    Model net = initial<Model>();
    auto optimizer = make_optimizer(net);
    digest all;
    for (std::size_t k = zero; k < 10 + zero; ++k)
        all.add(cp::train_step(net, optimizer, loss, numbers<typename Model::input_type>(3 * k),
                               numbers<typename Model::output_type>(5 * k + 1)));
    all.add_all(net.parameters());
    return all.value();
}

/// `zero` is 0, and unknown to the compiler where all this is to be computed at run time.
template <class Model> constexpr results compute(std::size_t zero) noexcept {
    using input = typename Model::input_type;
    using output = typename Model::output_type;
    const Model net = initial<Model>();
    results all;

    digest forward;
    for (std::size_t k = zero; k < 5 + zero; ++k) forward.add_all(net(numbers<input>(7 * k)));
    all.forward = forward.value();

    digest trace;
    const auto values = net.trace(numbers<input>(2 + zero));
    trace.add_all(values.template output<0>());
    trace.add_all(values.template output<1>());
    trace.add_all(values.template output<Model::layer_count - 1>());
    all.trace = trace.value();

    digest gradient;
    const auto slopes = cp::differentiate(net, cp::mse{}, numbers<input>(4 + zero), numbers<output>(6));
    gradient.add(slopes.loss);
    gradient.add_all(slopes.gradient.parameters());
    gradient.add_all(cp::differentiate_input(net, cp::mse{}, numbers<input>(8 + zero), numbers<output>(9)).gradient);
    all.gradient = gradient.value();

    // A rule that were handed over would be rounded to float at run time.
    constexpr auto by_sgd = [](const Model& net_) noexcept {
        return cp::make_optimizer(net_, cp::sgd{.learning_rate = 0.05, .momentum = 0.9});
    };
    constexpr auto by_adam = [](const Model& net_) noexcept {
        return cp::make_optimizer(net_, cp::adam{.learning_rate = 0.01});
    };
    all.sgd = after_ten_steps<Model>(by_sgd, cp::mse{}, zero);
    all.adam = after_ten_steps<Model>(by_adam, cp::mse{}, zero);

    digest batch;
    const std::array<input, 3> x{numbers<input>(1 + zero), numbers<input>(2), numbers<input>(3)};
    for (const auto& y : net(x)) batch.add_all(y);
    all.batch = batch.value();
    return all;
}

/// A step with a loss that the compiler does not know, and the loss after it.
template <class Model, class Loss, class Target>
[[gnu::noinline]] constexpr void learn(digest& all, Model& net, const Loss& loss, const Target& target) noexcept {
    const auto x = numbers<typename Model::input_type>(3);
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.1, .weight_decay = 0.01});
    all.add(cp::train_step(net, optimizer, loss, x, target));
    all.add(cp::evaluate(net, loss, x, target));
}

/// One hash of what is learned with losses, rules and modifiers that have numbers of their own.
template <class Model> constexpr std::uint32_t compute_learning(std::size_t zero) noexcept {
    using input = typename Model::input_type;
    Model net = initial<Model>();
    digest all;
    const auto values = numbers<typename Model::output_type>(5 + zero);
    learn(all, net, cp::huber{0.3}, values);
    learn(all, net, cp::unfused<cp::huber>{{.delta = 0.7}}, values);
    learn(all, net, cp::weighted(cp::mse{}, {0.7, 1.1, 0.3}), values);
    learn(all, net, cp::cross_entropy{.label_smoothing = 0.1}, 1 + zero);
    learn(all, net, cp::weighted(cp::cross_entropy{.label_smoothing = 0.1}, {0.7, 1.1, 0.3}), 2 + zero);

    const std::array<input, 3> x{numbers<input>(1 + zero), numbers<input>(2), numbers<input>(3)};
    const std::array<std::size_t, 3> classes{0, 2, 1};
    const auto fitted = cp::fit(net, cp::weighted(cp::cross_entropy{.label_smoothing = 0.1}, {0.7, 1.1, 0.3}),
                                cp::with(cp::adamw{}, cp::clip_value{.max = 0.3}, cp::clip_norm{.max = 0.7},
                                         cp::warm_up{.steps = 3}, cp::step_decay{.every = 3, .gamma = 0.7}),
                                x, classes, {.epochs = 3}, cp::batch<2>,
                                cp::early_stopping{.patience = 2, .minimum_improvement = 0.001});
    all.add_all(fitted.parameters());
    all.add_all(cp::fit(fitted, cp::huber{0.3}, cp::rmsprop{}, x, std::array{values, values, values}).parameters());
    return all.value();
}

/// One hash of a stream, of the gradient through time, and of what is learned from sequences.
template <class Model> constexpr std::uint32_t compute_over_time(std::size_t zero) noexcept {
    using input = typename Model::input_type;
    using output = typename Model::output_type;
    constexpr std::size_t steps = 4;
    Model net = initial<Model>();
    digest all;
    typename Model::state_type state{};
    for (std::size_t k = zero; k < 6 + zero; ++k) all.add_all(net(numbers<input>(7 * k), state));

    cp::sequence<input, steps> x{};
    cp::sequence<output, steps> y{};
    for (std::size_t t = 0; t < steps; ++t) x[t] = numbers<input>(3 * t + zero), y[t] = numbers<output>(5 * t + 1);
    const auto slopes = cp::differentiate(net, cp::mse{}, x, y);
    all.add(slopes.loss);
    all.add_all(slopes.gradient.parameters());

    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 0.05, .momentum = 0.9});
    for (std::size_t k = 0; k < 3; ++k) all.add(cp::train_step(net, optimizer, cp::mse{}, x, y[k], state));
    all.add_all(net.parameters());

    // What is saved has the same bytes everywhere, and training goes on from it.
    const auto saved = cp::snapshot(net, optimizer, state);
    for (const unsigned char byte : saved.bytes) all.add_byte(byte);
    const float next = cp::train_step(net, optimizer, cp::mse{}, x, y[3], state);
    if (cp::restore(saved, net, optimizer, state) != cp::restore_result::restored) return 0;
    for (const unsigned char byte : cp::snapshot(cp::with_scalar<cp::fixed<16, 16>, Model>(net)).bytes)
        all.add_byte(byte);
    return cp::train_step(net, optimizer, cp::mse{}, x, y[3], state) == next ? all.value() : 0;
}

/// One hash of the numbers that a network begins with, drawn by each initializer.
template <class Model> constexpr std::uint32_t compute_initial(std::size_t zero) noexcept {
    digest all;
    const auto draw = [&](const auto& by_) noexcept { all.add_all(cp::initialized<Model>(by_).parameters()); };
    draw(cp::torch_default{.seed = 1 + zero});
    draw(cp::xavier_uniform{.seed = 2 + zero, .gain = 0.7});
    draw(cp::xavier_normal{.seed = 3 + zero, .gain = 0.7});
    draw(cp::kaiming_uniform{.seed = 4 + zero, .slope = 0.3});
    draw(cp::kaiming_normal{.seed = 5 + zero, .slope = 0.3});
    return all.value();
}

/// A network of which the first and the last layers stay floats, quantized by the compiler: that needs doubles.
template <class Model>
inline constexpr auto mixed =
    cp::quantize(initial<Model>(),
                 std::array{numbers<typename Model::input_type>(1), numbers<typename Model::input_type>(5),
                            numbers<typename Model::input_type>(9)},
                 cp::float_first<2>{}, cp::float_last<2>{});

/// One hash of its bytes, and of its outputs.
template <class Model> constexpr std::uint32_t compute_mixed(std::size_t zero) noexcept {
    digest all;
    for (const unsigned char byte : cp::snapshot(mixed<Model>).bytes) all.add_byte(byte);
    for (std::size_t k = 0; k < 5; ++k) all.add_all(mixed<Model>(numbers<typename Model::input_type>(7 * k + zero)));
    return all.value();
}

/// One hash of what a network makes of numbers, of infinite ones, and of what is no number; one NaN is like another.
template <class Model> constexpr std::uint32_t compute_limits(std::size_t zero) noexcept {
    using limits = std::numeric_limits<float>;
    const Model net = initial<Model>();
    digest all;
    for (const float first : {0.5F, limits::infinity(), -limits::infinity(), limits::quiet_NaN()}) {
        auto x = numbers<typename Model::input_type>(3 + zero);
        x[0] = first;
        for (const float value : net(x)) all.add(value == value ? value : limits::quiet_NaN());
    }
    return all.value();
}

using small = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>, cp::softmax>;
// With numbers that are not drawn.
using sloped = cp::network<cp::linear<4, 8>, cp::prelu<>, cp::linear<8, 3>>;
using deeper = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 6>, cp::relu, cp::linear<6, 3>, cp::softmax>;
// With fewer columns than there are sums for, and no multiple of a vector's lanes.
using wide = cp::network<cp::linear<20, 12>, cp::sigmoid, cp::linear<12, 5>, cp::relu>;
using logits = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>;
// Rows and columns that fill no set of partial sums, four of those and two; and more columns than have partial sums.
using uneven = cp::network<cp::linear<19, 18>, cp::tanh, cp::linear<18, 5>>;
using flat = cp::network<cp::linear<3, 66>, cp::relu, cp::linear<66, 1>>;
// Over time: gates of few units and of no multiple of a vector's lanes, and convolutions within a branch.
using gated = cp::network<cp::gru<2, 5>, cp::lstm<5, 7>, cp::linear<7, 2>>;
using temporal =
    cp::network<cp::linear<2, 5>, cp::residual<cp::causal_conv1d<5, 5, cp::kernel<3>, cp::dilation<2>>, cp::tanh>,
                cp::causal_conv1d<5, 2, cp::kernel<2>>>;
// Rows over which no load steps.
using broad = cp::network<cp::linear<2, 130>, cp::relu>;

}  // namespace answers

#endif  // CONSTPROP_TESTS_FIRMWARE_ANSWERS_HPP
