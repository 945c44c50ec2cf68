// A network whose parameters are only stored, in 16 bits, is trained.
// says: parameters_can_be_trained<network_of<half>::is_for_inference>
// says: Train the network of floats, and convert it
// plainly: Network of half is for inference. Train the network of floats, and convert it
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>;

inline float learn(model& net, cp::stored_as<cp::half, model>& small) {
    (void)net, (void)small;
#ifdef WRONG
    auto& one = small;
#else
    auto& one = net;
#endif
    auto optimizer = cp::make_optimizer(one, cp::plain_sgd{.learning_rate = 0.1});
    return cp::train_step(one, optimizer, cp::mse{}, {0, 1}, {1, 0});
}
