#include <constprop/concept/pass.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

constexpr cp::random_bits bits(cp::pass{.seed = 1, .step = 2});

using model = cp::basic_network<double, cp::linear<3, 16>, measuring::halved, cp::linear<16, 1>>;

/// How many of 64 · 64 bits are 1.
constexpr std::size_t ones() {
    std::size_t count = 0;
    for (std::size_t sample = 0; sample < 64; ++sample)
        for (std::size_t unit = 0; unit < 64; ++unit) count += bits(sample, unit) >> 31U;
    return count;
}

constexpr model start = cp::initialized<model>(cp::torch_default{.seed = 3});
constexpr std::array<model::input_type, 2> x{{{1, 2, 3}, {-1, 0, 2}}};
constexpr std::array<model::output_type, 2> y{{{1}, {0}}};

constexpr auto gradient_of(cp::pass of) { return cp::differentiate(start, cp::mse{}, x, y, of).gradient; }

}  // namespace

// A hash of all that it is said to follow from: each of these changes it, and nothing else does.
static_assert(bits(0, 0) == cp::random_bits(cp::pass{.seed = 1, .step = 2})(0, 0));
static_assert(bits(0, 0) != bits(0, 1) && bits(0, 0) != bits(1, 0) && bits(0, 1) != bits(1, 0));
static_assert(bits(0, 0) != cp::random_bits(cp::pass{.seed = 2, .step = 2})(0, 0));
static_assert(bits(0, 0) != cp::random_bits(cp::pass{.seed = 1, .step = 1})(0, 0));
static_assert(bits.into(1)(0, 0) != bits.into(2)(0, 0) && bits.into(1).into(2)(0, 0) != bits.into(2).into(1)(0, 0));
// A sample keeps its bits in whatever part of a batch it is.
static_assert(bits.from_sample(5)(2, 9) == bits(7, 9) && bits.into(3).from_sample(1)(0, 4) == bits.into(3)(1, 4));
// Four standard deviations of a fair coin are 128.
static_assert(ones() > 2048 - 128 && ones() < 2048 + 128);

// The gradient follows from the pass. Without one nothing is drawn.
static_assert(gradient_of({.seed = 1}) == gradient_of({.seed = 1}) &&
              gradient_of({.seed = 1}) != gradient_of({.seed = 2}));
static_assert(gradient_of({.seed = 1}) != gradient_of({.seed = 1, .step = 1}));
static_assert(cp::differentiate(start, cp::mse{}, x, y).loss == cp::evaluate(start, cp::mse{}, x, y));
static_assert(cp::gradient_error<model, 2>(cp::mse{}, 1) < 1e-7);

TEST_CASE("the same bits are drawn when a program runs") {
    volatile std::uint64_t seed = 1;
    CHECK(cp::random_bits(cp::pass{.seed = seed, .step = 2}).into(4)(3, 5) == bits.into(4)(3, 5));
    CHECK(gradient_of({.seed = seed}) == [] {
        constexpr auto by_compiler = gradient_of({.seed = 1});
        return by_compiler;
    }());
}

TEST_CASE("a training step draws from its pass, fit from its seed and the number of the step") {
    const auto trained = [](std::uint64_t seed) {
        return cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.01}, x, y, {.epochs = 5, .mask_seed = seed},
                       cp::batch<1>);
    };
    CHECK(trained(1) == trained(1));
    CHECK_FALSE(trained(1) == trained(2));

    model by_hand = start;
    auto optimizer = cp::make_optimizer(by_hand, cp::sgd{.learning_rate = 0.01});
    for (std::uint64_t step = 0; step < 10; ++step)
        cp::train_step(by_hand, optimizer, cp::mse{}, x[step % 2], y[step % 2], cp::pass{.seed = 1, .step = step});
    CHECK(by_hand == cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.01}, x, y,
                             {.epochs = 5, .shuffle = false, .mask_seed = 1}, cp::batch<1>));
}
