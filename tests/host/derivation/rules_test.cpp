#include <constprop/constprop.hpp>
#include <constprop/host/derivation/rules.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>

#include "../formula/read_formula.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;
namespace calculus = constprop::host::calculus;
using calculus::letter;

struct letters_of_rule {
    using scalar = double;
    std::array<double, static_cast<std::size_t>(letter::count)> letters{};

    double& operator[](letter which) { return letters[static_cast<std::size_t>(which)]; }
};

template <class Rule> void set(letters_of_rule& values, const Rule& rule) {
    values[letter::eta] = rule.learning_rate;
    values[letter::lambda] = rule.weight_decay;
    if constexpr (requires { rule.momentum; }) values[letter::mu] = rule.momentum, values[letter::tau] = rule.dampening;
    if constexpr (requires { rule.alpha; }) values[letter::alpha] = rule.alpha;
    if constexpr (requires { rule.epsilon; }) values[letter::epsilon] = rule.epsilon;
    if constexpr (requires { rule.beta1; }) values[letter::beta1] = rule.beta1, values[letter::beta2] = rule.beta2;
}

/// What a reader makes of a rule's formula as it is printed, in each notation.
void read_again(auto formula, const letters_of_rule& values, double expected) {
    using cp::host::notation;
    using cp::host::formula::text_of;
    formula_reader reader;
    for (std::size_t k = 0; k < values.letters.size(); ++k)
        reader.symbols[std::string{calculus::letter_signs[k].unicode}] = cp::host::matrix<double>(values.letters[k]);
    reader.functions["√("] = formula_reader::each([](double a_) { return std::sqrt(a_); });
    const std::string text{text_of<notation::unicode>(formula)};
    INFO(text);
    CHECK(std::abs(reader.read(text)(0, 0) - expected) < 1e-14);
    CHECK(text.find("⊘") == std::string::npos);  // of numbers there is a slash
}

/// Three steps on one weight, by the rule's own code and by its formulas.
template <class Rule> void check(const Rule& rule) {
    using model = cp::basic_network<double, cp::linear<1, 1>>;
    auto net = model::from_parameters({0.7, -0.4});
    auto optimizer = cp::make_optimizer(net, rule);
    letters_of_rule values;
    set(values, rule);
    values[letter::w] = 0.7;
    for (int t = 1; t <= 3; ++t) {
        const double slope = 0.3 * t - 0.5;
        optimizer.step(net, model::from_parameters({slope, 0}));

        values[letter::g] = slope;
        if constexpr (requires { rule.beta1; }) {
            values[letter::beta1_t] = std::pow(rule.beta1, t);
            values[letter::beta2_t] = std::pow(rule.beta2, t);
        }
        calculus::with_steps(rule, [&](auto steps_) {
            boost::hana::for_each(steps_, [&](auto step_) {
                using left = std::remove_cvref_t<decltype(step_.left)>;
                double value = value_of(step_.right, values)(0, 0);
                read_again(step_.right, values, value);
                // As the note says: in the first step v ← g.
                if (std::is_same_v<Rule, cp::sgd> && t == 1 && left::which == letter::v) value = values[letter::g];
                values[left::which] = value;
            });
        });
        CHECK(std::abs(values[letter::w] - net.template layer<0>().weight(0, 0)) < 1e-14);
    }
}

}  // namespace

TEST_CASE("Derivations: the formulas of an optimizer's rule do what its code does") {
    check(cp::plain_sgd{.learning_rate = 0.1, .weight_decay = 0.2});
    check(cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .dampening = 0.3, .weight_decay = 0.2});
    check(cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .weight_decay = 0.2, .nesterov = true});
    check(cp::adam{.learning_rate = 0.1, .weight_decay = 0.2});
    check(cp::adamw{.learning_rate = 0.1, .weight_decay = 0.2});
    check(cp::rmsprop{.learning_rate = 0.1, .weight_decay = 0.2});
}
