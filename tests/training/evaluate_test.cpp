#include <constprop/training/evaluate.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>>;
// Outputs x₀, x₁ and 1.
constexpr model net = model::from_parameters({1, 0, 0, 1, 0, 0, 0, 0, 1});
constexpr std::array<model::input_type, 4> inputs{{{5, 0}, {0, 5}, {0, 0}, {5, 0}}};
constexpr std::array<std::size_t, 4> classes{0, 1, 2, 1};

constexpr bool counts() {
    const auto confusion = cp::confusion_matrix(net, inputs, classes);
    const std::array<std::array<std::size_t, 3>, 3> expected{{{1, 0, 0}, {1, 1, 0}, {0, 0, 1}}};
    return cp::accuracy(net, inputs, classes) == 0.75 && confusion == expected && cp::classify(net, {0, 5}) == 1 &&
           cp::classify(net, inputs[0]) == 0;
}

constexpr bool one_hot_counts_the_same() {
    const std::array<model::output_type, 4> targets{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 1, 0}}};
    return cp::accuracy(net, inputs, targets) == 0.75 &&
           cp::confusion_matrix(net, inputs, targets) == cp::confusion_matrix(net, inputs, classes);
}

/// One output tells two classes apart: at 1/2 for probabilities, at 0 for logits.
constexpr bool binary() {
    using logit = cp::network<cp::linear<1, 1>>;
    using probability = cp::network<cp::linear<1, 1>, cp::sigmoid>;
    const std::array<logit::input_type, 3> x{{{-1}, {0.25F}, {1}}};
    const std::array<logit::output_type, 3> y{{{0}, {1}, {0}}};
    return cp::accuracy(logit::from_parameters({1, 0}), x, y) == 2.0 / 3 &&
           cp::accuracy(probability::from_parameters({1, 0}), x, y) == 2.0 / 3 &&
           cp::accuracy(logit::from_parameters({1, 0}), x, std::array{0, 1, 1}) == 1.0 &&
           cp::confusion_matrix(logit::from_parameters({1, 0}), x, y)[0] == std::array<std::size_t, 2>{1, 1};
}

constexpr bool mean_loss() {
    const std::array<model::output_type, 4> targets{{{5, 0, 1}, {0, 5, 1}, {0, 0, 1}, {5, 0, 4}}};
    return cp::evaluate(net, cp::mse{}, inputs, targets) == 9.0F / 12 &&
           cp::evaluate(net, cp::mse{}, {5, 0}, {5, 0, 4}) == 3.0F &&
           cp::evaluate(net, cp::squared_error{}, inputs[0], {4, 0, 1}) == 1.0F;
}

}  // namespace

static_assert(counts());
static_assert(one_hot_counts_the_same());
static_assert(binary());
static_assert(mean_loss());

TEST_CASE("evaluate, accuracy and confusion matrix") {
    CHECK(counts());
    CHECK(one_hot_counts_the_same());
    CHECK(binary());
    CHECK(mean_loss());
}
