// An update rule where an optimizer is due.
// says: optimizer_steps<type<sgd>::is_a_rule_and_no_optimizer>
// says: Make one: auto optimizer = make_optimizer(net, rule).
// plainly: Type sgd is a rule and no optimizer. Make one: auto optimizer = make_optimizer(net, rule).
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr float out = [] {
    cp::network<cp::linear<4, 2>> net;
    return cp::train_step(net, cp::sgd{}, cp::mse{}, {1, 2, 3, 4}, {0, 1});
}();
#else
constexpr float out = [] {
    cp::network<cp::linear<4, 2>> net;
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
    return cp::train_step(net, optimizer, cp::mse{}, {1, 2, 3, 4}, {0, 1});
}();
#endif
