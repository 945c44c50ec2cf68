// A network that is const where an optimizer would change it.
// says: training_can_write<type<basic_network<float, linear<4, 2>>>::is_constant_but_would_change>
// plainly: is constant but would change. Give a variable that is not const.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;

constexpr bool out = [] {
#ifdef WRONG
    const model net;
#else
    model net;
#endif
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
    optimizer.step(net, model{});
    return true;
}();
