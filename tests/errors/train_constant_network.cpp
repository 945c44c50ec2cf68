// A network that is const where a step would change it.
// says: training_can_write<type<basic_network<float, linear<4, 2>>>::is_constant_but_would_change>
// says: Give variables that are not const.
// plainly: is constant but would change. Give a variable that is not const.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;

constexpr float out = [] {
#ifdef WRONG
    const model net;
#else
    model net;
#endif
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
    return cp::train_step(net, optimizer, cp::mse{}, {1, 2, 3, 4}, {0, 1});
}();
