// A network that nobody will see once it is trained.
// says: training_can_write<type<basic_network<float, linear<4, 2>>>::is_a_temporary_but_would_change>
// plainly: is a temporary but would change. Give a variable that is not const.
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
    return cp::train_step(model{}, optimizer, cp::mse{}, x, y);
#else
    return cp::train_step(net, optimizer, cp::mse{}, x, y);
#endif
}();
