// An optimizer made for another network.
// says: networks_are_the_same<optimizer_made_for<basic_network<float, linear<4, 2>>>::but_given<basic_network<float, linear<4, 3>>>>
// says: Call make_optimizer with this network.
// plainly: Optimizer made for basic_network<float, linear<4, 2>> but given basic_network<float, linear<4, 3>>.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
using wider = cp::network<cp::linear<4, 3>>;

#ifdef WRONG
constexpr bool out = [] {
    wider net;
    auto optimizer = cp::make_optimizer(model{}, cp::sgd{});
    optimizer.step(net, wider{});
    return true;
}();
#else
constexpr bool out = [] {
    wider net;
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
    optimizer.step(net, wider{});
    return true;
}();
#endif
