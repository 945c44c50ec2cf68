#include <constprop/arguments/call_stack.hpp>

#include <array>
#include <cstddef>
#include <vector>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using digits = cp::network<cp::linear<784, 128>, cp::relu, cp::linear<128, 10>>;
constexpr std::size_t budget = std::size_t{1024} * 1024;

template <class Rule, class... Extras>
constexpr std::size_t of_fit = cp::detail::bytes_of_fit<digits, cp::detail::optimizer_start<digits, Rule>,
                                                        std::vector<digits::input_type>, Extras...>();

// What is usual is within the budget,
static_assert(of_fit<cp::plain_sgd> < budget && of_fit<cp::sgd> < budget && of_fit<cp::adam> < budget);
static_assert(of_fit<cp::plain_sgd, const cp::keep_best_tag> < budget);

// which counts the optimizer's memory, the network that is kept, and the batch.
static_assert(of_fit<cp::adam> - of_fit<cp::sgd> >= sizeof(digits));
constexpr std::size_t without_network = of_fit<cp::sgd> - sizeof(cp::detail::watch<digits>);
static_assert(of_fit<cp::sgd, const cp::keep_best_tag> - without_network >= sizeof(digits));
static_assert(of_fit<cp::sgd, const cp::stop_at_divergence_tag> - without_network >= sizeof(digits));
static_assert(of_fit<cp::sgd, const cp::batch_size_of<64>> - of_fit<cp::sgd> >= 32 * sizeof(digits::input_type));

// Adam with keep_best needs more, and cannot do with less: two buffers and the best network are as large as the network each.
// The networks that fit is given and returns are the caller's, who still has the one, and in the other of which fit learns.
constexpr std::size_t of_one_by_one = of_fit<cp::adam, const cp::keep_best_tag, const cp::batch_size_of<1>>;
static_assert(3 * sizeof(digits) > budget && of_one_by_one < 3 * sizeof(digits) + 8192);

template <class Rule, std::size_t Batch>
constexpr std::size_t of_step =
    cp::detail::bytes_of_step<digits, decltype(cp::make_optimizer(digits{}, Rule{})), Batch>();

// A step counts what lies between the layers, forward and back, and the gradient where clipping needs it whole.
static_assert(of_step<cp::sgd, 1> >= (128 + 10 + 128 + 10) * sizeof(float) && of_step<cp::sgd, 1> < 4096);
static_assert(of_step<cp::sgd, 32> >= 32 * (128 + 10 + 128 + 10) * sizeof(float));
static_assert(cp::detail::bytes_of_step<
                  digits, decltype(cp::make_optimizer(digits{}, cp::with(cp::sgd{}, cp::clip_norm{}))), 1>() -
                  of_step<cp::sgd, 1> ==
              sizeof(digits));

}  // namespace

TEST_CASE("a fit within the budget runs") {
    using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 1>>;
    const std::array<small::input_type, 2> x{{{1, 0}, {0, 1}}};
    const std::array<small::output_type, 2> y{{{1}, {0}}};
    const auto start = cp::initialized<small>(cp::torch_default{.seed = 1});
    const auto trained = cp::fit(start, cp::mse{}, cp::adam{.learning_rate = 0.1}, x, y, {.epochs = 20});
    CHECK(cp::evaluate(trained, cp::mse{}, x, y) < cp::evaluate(start, cp::mse{}, x, y));
}
