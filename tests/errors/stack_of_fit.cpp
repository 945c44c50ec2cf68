// What training puts on the stack, and the stack may not hold.
// says: basic_network<float, linear<1000, 1000>>>::puts_bytes_on_the_stack<
// says: but_may_put<1048576>
// says: call train_step with an optimizer of static storage
// plainly: but may put 1048576. Give a workspace
// errors: 1
#include <constprop/constprop.hpp>

#include <vector>

namespace cp = constprop;

using model = cp::network<cp::linear<1000, 1000>>;

#ifdef WRONG
using rule = cp::adam;
#else
using rule = cp::plain_sgd;
#endif
inline auto trained(const model& net, const std::vector<model::input_type>& x,
                    const std::vector<model::output_type>& y) {
    return cp::fit(net, cp::mse{}, rule{}, x, y, {.epochs = 2});
}
