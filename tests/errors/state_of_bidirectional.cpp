// The state of a stream, to learn a piece of it with a layer that begins at the end of a sequence.
// says: sequence_is_whole<layer<0, bidirectional<gru<1, 2>>>::sees_whole_sequences>
// says: Give a whole sequence<input_type, Steps>, without a state, and without steps<N>.
// plainly: Layer 0, bidirectional<gru<1, 2>>, sees whole sequences.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;
using model = cp::network<cp::bidirectional<cp::gru<1, 2>>, cp::linear<4, 1>>;

constexpr float learn() {
    model net = cp::initialized<model>(cp::torch_default{.seed = 1});
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
    const cp::sequence<model::input_type, 2> x{{{{1}, {2}}}};
    const cp::sequence<model::output_type, 2> y{};
#ifdef WRONG
    model::state_type state{};
    return cp::train_step(net, optimizer, cp::mse{}, x, y, state);
#else
    return cp::train_step(net, optimizer, cp::mse{}, x, y);
#endif
}
constexpr float loss = learn();
