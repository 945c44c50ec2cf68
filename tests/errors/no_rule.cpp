// Something that is no update rule.
// says: rule_updates<type<double>::is_no_rule>
// says: An update rule is sgd{...}
// plainly: Type double is no rule.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<1, 1>>;
constexpr std::array<model::input_type, 2> inputs{{{0}, {1}}};
constexpr std::array<model::output_type, 2> targets{{{1}, {3}}};

#ifdef WRONG
constexpr model out = cp::fit(model{}, cp::mse{}, 0.1, inputs, targets, {.epochs = 2});
#else
constexpr model out = cp::fit(model{}, cp::mse{}, cp::sgd{.learning_rate = 0.1}, inputs, targets, {.epochs = 2});
#endif
