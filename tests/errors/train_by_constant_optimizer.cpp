// An optimizer that is const: it remembers the steps before.
// says: is_constant_but_would_change>
// says: Give variables that are not const.
// plainly: is constant but would change. Give a variable that is not const.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
constexpr model::input_type x{1, 2, 3, 4};
constexpr model::output_type y{0, 1};

constexpr float out = [] {
    model net;
#ifdef WRONG
    const
#endif
        auto optimizer = cp::make_optimizer(net, cp::sgd{});
    return cp::train_step(net, optimizer, cp::mse{}, x, y);
}();
