#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>
#include <constprop/host/summary.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>

#include "catch.hpp"
#include "page_text.hpp"

namespace {

namespace cp = constprop;
namespace host = constprop::host;
using page_text::contains;
using page_text::count;

using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>;

constexpr cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>> learned =
    cp::initialized<cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>>(cp::kaiming_uniform{});

}  // namespace

TEST_CASE("Derivations: with numbers, a batch") {
    using logits = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>>;
    const auto net = cp::initialized<logits>(cp::torch_default{.seed = 4});
    const std::array<logits::input_type, 3> x{{{1, 2}, {0, 1}, {-1, 0.5f}}};
    const auto of_classes = host::derivation<logits, cp::cross_entropy>::with_numbers(
        net, cp::cross_entropy{}, x, std::array<std::size_t, 3>{1, 0, 1});
    CHECK(of_classes.from_differentiate() < 1e-7);
    CHECK(of_classes.from_central_differences() < 1e-10);
    CHECK(of_classes.from_central_differences() > 0);
    CHECK(contains(of_classes.text(), "Δ₃ = (softmax(Ŷ) − Y)/N"));
    CHECK(contains(of_classes.text(), "⎣  -1 0.5 ⎦\n"));
    CHECK(contains(of_classes.html(), "<table class=\"matrix\">"));
    const auto of_values = host::derivation<logits, cp::mse>::with_numbers(
        net, cp::mse{}, x, std::array<logits::output_type, 3>{{{1, 2}, {3, 4}, {5, 6}}});
    CHECK(of_values.from_central_differences() < 1e-8);
}

TEST_CASE("Derivations: with numbers, the first step of a rule") {
    using line = cp::network<cp::linear<1, 1>>;
    // ℓ = (ŷ − y)², ŷ = 2·3 + 1 = 7, y = 5: ∂ℓ/∂w = 2·2·3 = 12, ∂ℓ/∂b = 4.
    const line net = line::from_parameters({2, 1});
    const auto numbers = host::derivation<line, cp::mse, cp::sgd>::with_numbers(
        net, cp::mse{}, {3.0f}, std::array{5.0f}, cp::sgd{.learning_rate = 0.125});
    const std::string text = numbers.text(), update = text.substr(text.find("\nUpdate"));
    CHECK(contains(update, "η = 0.125, μ = 0, τ = 0, λ = 0\n"));
    CHECK(contains(update, "w ← w − ηv                      [ 0.5 ]\n"));  // of w and of b
    CHECK(count(update, "g ← g + λw") == 2);
    CHECK(count(update, "[ 12 ]") == 3);  // g, g + λw and v
    CHECK(count(update, "optimizer.step                  [ 0.5 ]\n") == 2);
    // Twice the same sample: the mean of a batch is its gradient.
    const std::string batch = host::derivation<line, cp::mse, cp::sgd>::with_numbers(
                                  net, cp::mse{}, std::array<line::input_type, 2>{{{3.0f}, {3.0f}}},
                                  std::array<line::output_type, 2>{{{5.0f}, {5.0f}}}, cp::sgd{.learning_rate = 0.125})
                                  .text();
    CHECK(contains(batch, update.substr(0, update.find("\nSigns"))));
    const auto same = [](const auto& rule) {
        using Rule = std::remove_cvref_t<decltype(rule)>;
        auto of = cp::basic_network<double, cp::linear<1, 1>>::from_parameters({0.7, -0.4});
        auto optimizer = cp::make_optimizer(of, rule);
        const auto slope = cp::basic_network<double, cp::linear<1, 1>>::from_parameters({0.3, -0.2});
        const host::calculus::first_step<Rule, double> step(rule);
        using one = host::matrix<double>;
        one w(1, 1, 0.7), g(1, 1, 0.3);
        const double by_formulas = step(w, g)(0, 0);
        optimizer.step(of, slope);
        return std::abs(by_formulas - of.template layer<0>().weight(0, 0)) < 1e-14;
    };
    CHECK(same(cp::plain_sgd{.learning_rate = 0.1, .weight_decay = 0.2}));
    CHECK(same(cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .dampening = 0.3, .weight_decay = 0.2}));
    CHECK(same(cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}));
    CHECK(same(cp::adam{.learning_rate = 0.1, .weight_decay = 0.2}));
    CHECK(same(cp::adamw{.learning_rate = 0.1, .weight_decay = 0.2}));
    CHECK(same(cp::rmsprop{.learning_rate = 0.1, .weight_decay = 0.2}));
}

TEST_CASE("Derivations: with numbers, three ways to each gradient") {
    const auto net = cp::initialized<small>(cp::torch_default{.seed = 4});
    const auto numbers =
        host::derivation<small, cp::bce>::with_numbers(net, cp::bce{}, {0.5f, -1.5f}, std::array{0.0f, 1.0f});
    CHECK(numbers.from_differentiate() < 1e-7);         // differentiate is in float
    CHECK(numbers.from_central_differences() < 1e-10);  // both are in double
    CHECK(numbers.from_central_differences() > 0);
    const std::string text = numbers.text();
    CHECK(contains(text, "⎡  0.5 ⎤\n"));
    CHECK(contains(text, "⎣ -1.5 ⎦\n"));
    CHECK(count(text, "central differences\n") == 1);
    CHECK(count(text, "central differences ") == 4);
    CHECK(contains(numbers.latex(), "\\left[\\begin{array}{r}0.5 \\\\ -1.5\\end{array}\\right]"));
    CHECK(contains(numbers.html(), "<table class=\"matrix\"><tr><td>0.5</td></tr><tr><td>-1.5</td></tr></table>"));
    CHECK(contains(numbers.markdown(), "\\[0.5\\]<br>\\[-1.5\\]"));
}

TEST_CASE("Derivations: with numbers, of a loss that is weighted and unfused, in either order") {
    const auto from_differentiate = [](const auto& loss) {
        return host::derivation<small, std::remove_cvref_t<decltype(loss)>>::with_numbers(
                   cp::initialized<small>(cp::torch_default{}), loss, {0.5f, -1.5f}, std::array{0.0f, 1.0f})
            .from_differentiate();
    };
    CHECK(from_differentiate(cp::unfused<cp::weighted<cp::bce, 2>>{cp::weighted(cp::bce{}, {1.0, 3.0})}) < 1e-6);
    CHECK(from_differentiate(cp::weighted(cp::unfused<cp::bce>{}, {1.0, 3.0})) < 1e-6);
}

TEST_CASE("Derivations: with numbers, 0/0 is shown and counts as no agreement") {
    using saturated = cp::network<cp::linear<1, 1>, cp::sigmoid>;
    const auto numbers = host::derivation<saturated, cp::bce>::with_numbers(saturated::from_parameters({50.0f, 50.0f}),
                                                                            cp::bce{}, {1.0f}, std::array{1.0f});
    CHECK(contains(numbers.text(), "(ŷ ⊙ (1 − ŷ)))ᵀ/K  [ nan ]\n"));
    CHECK_FALSE(numbers.from_differentiate() < 1);
    CHECK_FALSE(numbers.from_central_differences() < 1);
}

TEST_CASE("Derivations: with numbers, of a loss that is gone by then") {
    using linear = cp::network<cp::linear<2, 1>>;
    const auto numbers = [] {
        const cp::huber loss{.delta = 0.25};
        return host::derivation<linear, cp::huber>::with_numbers(linear{}, loss, {0.5f, -1.5f}, std::array{1.0f});
    }();
    CHECK(contains(numbers.text(), "[ -0.25 ]\n"));  // −δ: y is further than that from ŷ = 0
    CHECK(contains(numbers.text(), "0.2188\n"));     // δ(|d| − δ/2)
}

TEST_CASE("Derivations: a frozen layer has no gradient, and stays in its own scalar") {
    using tuned = decltype(cp::freeze_before<learned, 2>());
    const std::string text = host::derivation<tuned, cp::mse>::text();
    CHECK(contains(text, "  W⁽²⁾       z₂ (∂ℓ/∂ŷ), 3×2"));
    CHECK_FALSE(contains(text, "  W⁽¹⁾  "));
    const auto net = cp::freeze_before<learned, 2>();
    const auto numbers =
        host::derivation<tuned, cp::mse>::with_numbers(net, cp::mse{}, {0.5f, -1.5f}, std::array{0.0f, 1.0f});
    CHECK(numbers.from_differentiate() < 1e-6);
    CHECK(numbers.from_central_differences() < 1e-3);
    CHECK(host::summary<tuned>().find("frozen linear<2, 3>        3           0              6      0\n") !=
          std::string_view::npos);
}
