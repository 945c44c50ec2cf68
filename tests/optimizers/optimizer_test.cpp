#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::basic_network<double, cp::linear<1, 1>, cp::tanh, cp::linear<1, 1>>;

/// A rule as a user writes one: signs only, w ← w − η sign(g), and a count of how often each sign was seen.
struct sign_descent {
    double learning_rate = 0.5;
    static constexpr std::size_t buffers = 1;

    template <class T> class stepper {
        T learning_rate_, rate_{};

     public:
        constexpr explicit stepper(const sign_descent& rule) noexcept : learning_rate_(T(rule.learning_rate)) {}
        constexpr void begin(T factor) noexcept { rate_ = learning_rate_ * factor; }
        constexpr void operator()(T& weight, T slope, T& steps) const noexcept {
            steps = steps + T(1);
            weight = weight - rate_ * (slope > T(0) ? T(1) : T(-1)) * steps;
        }
    };
};

constexpr bool own_rule_remembers() {
    model net{};
    auto optimizer = cp::make_optimizer(net, sign_descent{});
    optimizer.step(net, model::from_parameters({1, -1, 3, 0}));
    optimizer.step(net, model::from_parameters({1, 1, 3, -2}));
    return net.parameters() == std::array{-1.5, -0.5, -1.5, 1.5} && optimizer.steps() == 2;
}

/// Copies go on from where they were copied, by themselves.
constexpr bool copies_are_independent() {
    model net{}, other{};
    auto optimizer = cp::make_optimizer(net, sign_descent{});
    auto copy = optimizer;
    const auto gradient = model::from_parameters({1, 1, 1, 1});
    optimizer.step(net, gradient);
    optimizer.step(net, gradient);
    copy.step(other, gradient);
    return net.parameters()[0] == -1.5 && other.parameters()[0] == -0.5;
}

/// `fit` takes it, alone and with modifiers: two samples, one after the other, are two steps.
template <class Rule> constexpr bool is_fitted(const Rule& rule) {
    const auto start = model::from_parameters({0.5, 0.25, -1, 0.125});
    const std::array<model::input_type, 2> x{{{1}, {2}}}, y{{{0.5}, {-0.5}}};
    model net = start;
    auto optimizer = cp::make_optimizer(net, rule);
    for (std::size_t n = 0; n < 2; ++n) cp::train_step(net, optimizer, cp::mse{}, x[n], y[n]);
    return net != start && cp::fit(start, cp::mse{}, rule, x, y, {.shuffle = false}, cp::batch<1>) == net;
}

/// Gradients of 0 after the first: what a rule remembers decays to 0, and is at no time subnormal, where processors are slow.
template <class Rule> bool decays_to_zero(const Rule& rule) {
    using floats = cp::network<cp::linear<3, 2>>;
    floats net{}, gradient = floats::from_parameters({1, -2, 3, -4, 5, -6, 7, -8});
    auto optimizer = cp::make_optimizer(net, rule);
    double sum = 0;
    for (int t = 0; t < 12000; ++t) {
        optimizer.step(net, gradient);
        gradient = floats{};
        sum = 0;
        for (const floats& buffer : std::get<2>(optimizer.saved(optimizer)))
            for (const float value : buffer.parameters()) {
                if (std::fpclassify(value) == FP_SUBNORMAL) return false;
                sum += std::fabs(static_cast<double>(value));
            }
    }
    return sum == 0;
}

}  // namespace

static_assert(is_fitted(sign_descent{}) && is_fitted(cp::with(sign_descent{0.25}, cp::step_decay{.every = 1})));
static_assert(own_rule_remembers());
static_assert(copies_are_independent());

TEST_CASE("an optimizer is a rule with its memory") {
    CHECK(own_rule_remembers());
    CHECK(copies_are_independent());
}

TEST_CASE("no average decays to a subnormal number") {
    CHECK(decays_to_zero(cp::sgd{.learning_rate = 0.1, .momentum = 0.9}));
    CHECK(decays_to_zero(cp::adam{.beta2 = 0.99}));
    CHECK(decays_to_zero(cp::adamw{.beta2 = 0.99}));
    CHECK(decays_to_zero(cp::rmsprop{.alpha = 0.99}));
}
