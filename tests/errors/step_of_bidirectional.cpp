// A step of a stream through a layer that begins at the end of a sequence.
// says: sequence_is_whole<layer<1, bidirectional<gru<3, 4>>>::sees_whole_sequences>
// says: Give a whole sequence<input_type, Steps>, without a state, and without steps<N>.
// plainly: Layer 1, bidirectional<gru<3, 4>>, sees whole sequences.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;
using model = cp::network<cp::gru<1, 3>, cp::bidirectional<cp::gru<3, 4>>, cp::linear<8, 2>>;

constexpr auto run() {
    constexpr model net{};
#ifdef WRONG
    model::state_type state{};
    return net({1}, state);
#else
    return net(cp::sequence<model::input_type, 2>{{{{1}, {2}}}});
#endif
}
constexpr auto y = run();
