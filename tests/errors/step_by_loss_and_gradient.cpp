// What differentiate returns where its gradient is due.
// says: gradient_steps<type<
// says: differentiated<float, basic_network<float, linear<4, 2>>>>::is_a_loss_with_its_gradient>
// says: Give its .gradient.
// plainly: is a loss with its gradient. Give its .gradient.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
constexpr model::input_type x{1, 2, 3, 4};
constexpr model::output_type y{0, 1};

constexpr auto out = [] {
    model net;
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
#ifdef WRONG
    optimizer.step(net, cp::differentiate(net, cp::mse{}, x, y));
#else
    optimizer.step(net, cp::differentiate(net, cp::mse{}, x, y).gradient);
#endif
    return net;
}();
