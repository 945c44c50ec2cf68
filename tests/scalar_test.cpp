// Any scalar with arithmetic: dual numbers a + bε, ε² = 0, run a forward pass and its derivative at once.
// Differentiating a network of doubles backward and a network of dual numbers forward has to give the same.
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

struct dual {
    double value = 0, slope = 0;

    constexpr dual() = default;
    constexpr dual(double of) : value(of) {}
    constexpr dual(double of, double by) : value(of), slope(by) {}

    friend constexpr dual operator+(dual a, dual b) { return {a.value + b.value, a.slope + b.slope}; }
    friend constexpr dual operator-(dual a, dual b) { return {a.value - b.value, a.slope - b.slope}; }
    friend constexpr dual operator-(dual a) { return {-a.value, -a.slope}; }
    friend constexpr dual operator*(dual a, dual b) {
        return {a.value * b.value, a.slope * b.value + a.value * b.slope};
    }
    friend constexpr dual operator/(dual a, dual b) {
        return {a.value / b.value, (a.slope * b.value - a.value * b.slope) / (b.value * b.value)};
    }
    constexpr dual& operator+=(dual b) { return *this = *this + b; }
    constexpr dual& operator-=(dual b) { return *this = *this - b; }
    friend constexpr bool operator==(dual a, dual b) { return a.value == b.value; }
    friend constexpr auto operator<=>(dual a, dual b) { return a.value <=> b.value; }

    friend constexpr dual exp(dual a) { return {cp::math::exp(a.value), cp::math::exp(a.value) * a.slope}; }
    friend constexpr dual expm1(dual a) { return {cp::math::expm1(a.value), cp::math::exp(a.value) * a.slope}; }
    friend constexpr dual log(dual a) { return {cp::math::log(a.value), a.slope / a.value}; }
    friend constexpr dual log1p(dual a) { return {cp::math::log1p(a.value), a.slope / (1 + a.value)}; }
    friend constexpr dual sqrt(dual a) { return {cp::math::sqrt(a.value), a.slope / (2 * cp::math::sqrt(a.value))}; }
    friend constexpr dual tanh(dual a) {
        const double t = cp::math::tanh(a.value);
        return {t, (1 - t * t) * a.slope};
    }
    friend constexpr dual erfc(dual a) {
        return {cp::math::erfc(a.value), -1.1283791670955126 * cp::math::exp(-a.value * a.value) * a.slope};
    }
};

template <class Network, class Loss>
constexpr bool forward_mode_agrees(const Loss& loss, auto target, auto dual_target) {
    using dual_network = cp::with_scalar<dual, Network>;
    const Network net = cp::initialized<Network>(cp::torch_default{.seed = 11});
    const typename Network::input_type x{0.3, -0.7, 1.1};
    const auto parameters = net.parameters();
    const auto gradient = cp::differentiate(net, loss, x, target).gradient.parameters();

    typename dual_network::parameter_type dual_parameters{};
    for (std::size_t k = 0; k < parameters.size(); ++k) dual_parameters[k] = parameters[k];
    bool ok = true;
    for (std::size_t k = 0; k < parameters.size(); ++k) {
        dual_parameters[k].slope = 1;
        const auto dual_net = dual_network::from_parameters(dual_parameters);
        const dual result = cp::evaluate(dual_net, loss, std::array<dual, 3>{0.3, -0.7, 1.1}, dual_target);
        ok = ok && agree::within(result.slope, gradient[k], 1e-12);
        dual_parameters[k].slope = 0;
    }
    return ok;
}

template <class... Layers> using chain = cp::basic_network<double, cp::linear<3, 3>, Layers...>;

template <class Activation> constexpr bool through() {
    return forward_mode_agrees<chain<Activation, cp::linear<3, 2>>>(cp::mse{}, std::array{1.0, -0.5},
                                                                    std::array<dual, 2>{1.0, -0.5});
}

constexpr bool all_agree() {
    const std::array targets{0.25, 0.5, 0.125};
    const std::array<dual, 3> dual_targets{0.25, 0.5, 0.125};
    return through<cp::identity>() && through<cp::relu>() && through<cp::leaky_relu<>>() && through<cp::elu>() &&
           through<cp::sigmoid>() && through<cp::tanh>() && through<cp::softplus>() && through<cp::silu>() &&
           through<cp::gelu>() && through<cp::gelu_tanh>() && through<cp::hard_sigmoid>() &&
           through<cp::hard_swish>() && through<cp::softsign>() && through<cp::softmax>() &&
           through<cp::log_softmax>() && forward_mode_agrees<chain<>>(cp::squared_error{}, targets, dual_targets) &&
           forward_mode_agrees<chain<>>(cp::l1{}, targets, dual_targets) &&
           forward_mode_agrees<chain<>>(cp::huber{.delta = 0.1}, targets, dual_targets) &&
           forward_mode_agrees<chain<>>(cp::bce_with_logits{}, targets, dual_targets) &&
           forward_mode_agrees<chain<cp::sigmoid>>(cp::bce{}, targets, dual_targets) &&
           forward_mode_agrees<chain<>>(cp::cross_entropy{}, targets, dual_targets) &&
           forward_mode_agrees<chain<>>(cp::cross_entropy{.label_smoothing = 0.1}, 1, 1) &&
           forward_mode_agrees<chain<cp::log_softmax>>(cp::nll{}, 2, 2);
}

/// Forward over backward: the gradient of a dual network carries a second derivative, here of ℓ = (w x − y)², ℓ'' =
/// 2x².
constexpr bool second_derivative() {
    using line = cp::basic_network<dual, cp::linear<1, 1>>;
    const auto net = line::from_parameters({dual(3, 1), dual(0)});
    const auto gradient =
        cp::differentiate(net, cp::squared_error{}, std::array<dual, 1>{5.0}, std::array<dual, 1>{1.0}).gradient;
    return gradient.parameters()[0].value == 2 * 14 * 5 && gradient.parameters()[0].slope == 2 * 25;
}

/// Optimizers, too: a step is arithmetic like any other.
constexpr bool trains() {
    using line = cp::basic_network<dual, cp::linear<1, 1>>;
    auto net = line::from_parameters({dual(3), dual(0)});
    auto optimizer =
        cp::make_optimizer(net, cp::with(cp::adam{.learning_rate = 0.1}, cp::clip_norm{}, cp::warm_up{.steps = 2}));
    const auto before = cp::train_step(net, optimizer, cp::mse{}, std::array<dual, 1>{1.0}, std::array<dual, 1>{1.0});
    const auto after = cp::train_step(net, optimizer, cp::mse{}, std::array<dual, 1>{1.0}, std::array<dual, 1>{1.0});
    return after < before;
}

/// Fixed point, without a single elementary function: what needs none works.
struct fixed {
    int value = 0;

    constexpr fixed() = default;
    constexpr fixed(double of) noexcept : value(static_cast<int>(of * 4096)) {}
    static constexpr fixed raw(long long of) noexcept {
        fixed result;
        result.value = static_cast<int>(of);
        return result;
    }

    friend constexpr fixed operator+(fixed a, fixed b) noexcept { return raw(a.value + b.value); }
    friend constexpr fixed operator-(fixed a, fixed b) noexcept { return raw(a.value - b.value); }
    friend constexpr fixed operator-(fixed a) noexcept { return raw(-a.value); }
    friend constexpr fixed operator*(fixed a, fixed b) noexcept {
        return raw(static_cast<long long>(a.value) * b.value / 4096);
    }
    friend constexpr fixed operator/(fixed a, fixed b) noexcept {
        return raw(static_cast<long long>(a.value) * 4096 / b.value);
    }
    constexpr fixed& operator+=(fixed b) noexcept { return *this = *this + b; }
    friend constexpr auto operator<=>(fixed a, fixed b) noexcept { return a.value <=> b.value; }
};

/// Initializers draw in double what is not float: the scalar needs no root, no logarithm, and no room for 24 bits.
template <class Scalar> constexpr bool starts_like_double(double tolerance) {
    using chain = cp::basic_network<double, cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>;
    const auto agrees = [&](const auto& initializer) {
        const auto wanted = cp::initialized<chain>(initializer).parameters();
        const auto found = cp::initialized<cp::with_scalar<Scalar, chain>>(initializer).parameters();
        bool ok = true;
        for (std::size_t k = 0; k < wanted.size(); ++k) {
            const Scalar distance = found[k] - Scalar(wanted[k]);
            ok = ok && distance <= Scalar(tolerance) && -distance <= Scalar(tolerance);
        }
        return ok;
    };
    return agrees(cp::zeros{}) && agrees(cp::torch_default{.seed = 3}) && agrees(cp::xavier_uniform{.seed = 3}) &&
           agrees(cp::xavier_normal{.seed = 3}) && agrees(cp::kaiming_uniform{.seed = 3}) &&
           agrees(cp::kaiming_normal{.seed = 3});
}

template <class Scalar> constexpr bool trains_without_functions() {
    using chain = cp::basic_network<Scalar, cp::linear<1, 4>, cp::leaky_relu<>, cp::hard_swish, cp::linear<4, 1>>;
    auto net = cp::initialized<chain>(cp::kaiming_uniform{.seed = 3});
    auto optimizer =
        cp::make_optimizer(net, cp::with(cp::sgd{.learning_rate = 0.05, .momentum = 0.5}, cp::clip_value{}));
    const std::array<Scalar, 1> x{Scalar(1.0)}, y{Scalar(0.5)};
    const Scalar before = cp::train_step(net, optimizer, cp::huber{}, x, y);
    for (int k = 0; k < 20; ++k) cp::train_step(net, optimizer, cp::huber{}, x, y);
    return cp::evaluate(net, cp::huber{}, x, y) < before;
}

}  // namespace

static_assert(starts_like_double<fixed>(0.002) && starts_like_double<long double>(1e-12));
static_assert(trains_without_functions<fixed>() && trains_without_functions<long double>());
static_assert(all_agree());
static_assert(second_derivative());
static_assert(trains());

TEST_CASE("scalars without elementary functions") {
    CHECK(starts_like_double<fixed>(0.002));
    CHECK(starts_like_double<long double>(1e-12));
    CHECK(trains_without_functions<fixed>());
    CHECK(trains_without_functions<long double>());
}

TEST_CASE("a network of dual numbers") {
    CHECK(all_agree());
    CHECK(second_derivative());
    CHECK(trains());
}
