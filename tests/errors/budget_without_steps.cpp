// A budget of a network that keeps the values of a whole sequence, without the number of its steps.
// says: limit_has_steps<layer<0, bidirectional<gru<8, 8>>>::sees_whole_sequences>
// says: Say for how many steps a limit is: for_steps<Steps, inference_ram<Bytes>>
// plainly: Layer 0, bidirectional<gru<8, 8>>, sees whole sequences.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::bidirectional<cp::gru<8, 8>>, cp::linear<16, 2>>;

#ifdef WRONG
constexpr cp::within<model, cp::inference_ram<2'000>> net{};
#else
constexpr cp::within<model, cp::for_steps<100, cp::inference_ram<40'000>>> net{};
#endif
