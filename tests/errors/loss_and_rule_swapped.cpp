// The loss where the update rule is due, and the reverse.
// says: loss_suits_the_output<type<sgd>::is_no_loss>
// says: The argument after the network is a loss
// plainly: Type sgd is no loss.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<1, 1>>;
constexpr std::array<model::input_type, 2> inputs{{{0}, {1}}};
constexpr std::array<model::output_type, 2> targets{{{1}, {3}}};

#ifdef WRONG
constexpr model out = cp::fit(model{}, cp::sgd{}, cp::mse{}, inputs, targets, {.epochs = 2});
#else
constexpr model out = cp::fit(model{}, cp::mse{}, cp::sgd{}, inputs, targets, {.epochs = 2});
#endif
