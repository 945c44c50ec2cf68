// The loss where the optimizer is due.
// says: optimizer_steps<type<mse>::is_no_optimizer>
// says: the loss comes after it
// plainly: Type mse is no optimizer. Make one: auto optimizer = make_optimizer(net, rule).
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
constexpr model::input_type x{1, 2, 3, 4};
constexpr model::output_type y{0, 1};

constexpr float out = [] {
    model net;
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
#ifdef WRONG
    return cp::train_step(net, cp::mse{}, optimizer, x, y);
#else
    return cp::train_step(net, optimizer, cp::mse{}, x, y);
#endif
}();
