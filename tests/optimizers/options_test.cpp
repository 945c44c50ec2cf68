// Options of update rules that are off cost nothing: counted by a scalar that counts what is done with it.
#include <constprop/constprop.hpp>

#include <cstddef>
#include <type_traits>

#include "catch.hpp"

namespace {

namespace cp = constprop;

/// A double that counts its copies and its arithmetic.
struct counted {
    double value = 0;
    std::size_t* count = nullptr;

    constexpr counted() noexcept = default;
    template <class Number>
    requires std::is_arithmetic_v<Number>
    constexpr explicit counted(Number number) noexcept : value(static_cast<double>(number)) {}
    constexpr counted(const counted& other) noexcept : value(other.value), count(other.count) { did(count); }
    constexpr counted& operator=(const counted& other) noexcept {
        value = other.value;
        if (other.count != nullptr) count = other.count;
        did(count);
        return *this;
    }
    constexpr ~counted() = default;

    static constexpr void did(std::size_t* count) noexcept {
        if (count != nullptr) ++*count;
    }
    static constexpr counted made(double value, const counted& a, const counted& b) noexcept {
        counted result(value);
        result.count = a.count != nullptr ? a.count : b.count;
        did(result.count);
        return result;
    }
    friend constexpr counted operator+(const counted& a, const counted& b) noexcept {
        return made(a.value + b.value, a, b);
    }
    friend constexpr counted operator-(const counted& a, const counted& b) noexcept {
        return made(a.value - b.value, a, b);
    }
    friend constexpr counted operator*(const counted& a, const counted& b) noexcept {
        return made(a.value * b.value, a, b);
    }
    friend constexpr counted operator/(const counted& a, const counted& b) noexcept {
        return made(a.value / b.value, a, b);
    }
    constexpr counted& operator+=(const counted& other) noexcept { return *this = *this + other; }
    constexpr bool operator==(const counted& other) const noexcept { return !(*this < other) && !(other < *this); }
    constexpr bool operator<(const counted& other) const noexcept { return value < other.value; }
    constexpr bool operator>(const counted& other) const noexcept { return other < *this; }
    friend constexpr counted sqrt(const counted& a) noexcept { return made(cp::math::sqrt(a.value), a, a); }
};

using model = cp::basic_network<counted, cp::linear<2, 3>>;

/// How many copies and operations the second step takes for each parameter, with weights that count.
constexpr std::size_t cost(const auto& rule) {
    std::size_t count = 0;
    model net, gradient;
    auto optimizer = cp::make_optimizer(net, rule);
    cp::for_each_parameter(
        [&](counted& weight, counted& slope) {
            weight.value = slope.value = 0.5;
            slope.count = &count;
        },
        net, gradient);
    optimizer.step(net, gradient);
    count = 0;
    optimizer.step(net, gradient);
    return count / model::parameter_count;
}

constexpr std::size_t plain = cost(cp::plain_sgd{.learning_rate = 0.1});

// What is off is free,
static_assert(cost(cp::sgd{.learning_rate = 0.1}) == plain);
static_assert(cost(cp::sgd{.learning_rate = 0.1, .dampening = 0.5, .nesterov = true}) == plain);
static_assert(cost(cp::with(cp::sgd{.learning_rate = 0.1}, cp::constant{})) == plain);

// and what is on is not: the scalar does count.
static_assert(plain >= 2);
static_assert(cost(cp::plain_sgd{.weight_decay = 0.1}) >= plain + 2);
static_assert(cost(cp::sgd{.weight_decay = 0.1}) == cost(cp::plain_sgd{.weight_decay = 0.1}));
static_assert(cost(cp::sgd{.momentum = 0.9}) >= plain + 3);
static_assert(cost(cp::sgd{.momentum = 0.9, .nesterov = true}) >= cost(cp::sgd{.momentum = 0.9}) + 2);
static_assert(cost(cp::adam{.weight_decay = 0.1}) >= cost(cp::adam{}) + 2);
static_assert(cost(cp::adamw{.weight_decay = 0.1}) >= cost(cp::adamw{.weight_decay = 0}) + 1);
static_assert(cost(cp::rmsprop{.weight_decay = 0.1}) >= cost(cp::rmsprop{}) + 2);

}  // namespace

TEST_CASE("options that are off") {
    CHECK(cost(cp::sgd{.learning_rate = 0.1}) == cost(cp::plain_sgd{.learning_rate = 0.1}));
    CHECK(cost(cp::sgd{.momentum = 0.9}) > cost(cp::plain_sgd{.learning_rate = 0.1}));
}
