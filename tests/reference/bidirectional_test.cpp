#include "bidirectional.hpp"

#include "recurrent_case.hpp"

namespace cp = constprop;

// Sequences of different lengths are packed, as nn.utils.rnn.pack_padded_sequence does.
TEST_CASE("bidirectional layers compute what PyTorch's do, forward, back through time, and in training") {
    namespace of = reference::bidirectional;
    reference::check_recurrent<cp::bidirectional<cp::gru<2, 3>>, cp::linear<6, 2>>(of::gru_2_3);
    reference::check_recurrent<cp::bidirectional<cp::lstm<7, 20>>, cp::linear<40, 2>>(of::lstm_7_20);
    reference::check_recurrent<cp::bidirectional<cp::rnn<1, 16, cp::no_bias>>, cp::linear<32, 2>>(of::rnn_1_16);
    reference::check_recurrent<cp::linear<2, 3>, cp::tanh, cp::bidirectional<cp::lstm<3, 5>>,
                               cp::bidirectional<cp::gru<10, 4>>, cp::linear<8, 2>>(of::stacked);
}
TEST_CASE("with final_states, the last output has PyTorch's h_n of both directions") {
    namespace of = reference::bidirectional;
    reference::check_recurrent<cp::bidirectional<cp::gru<2, 3>, cp::final_states>, cp::linear<6, 2>>(of::gru_final);
    reference::check_recurrent<cp::bidirectional<cp::lstm<7, 20>>, cp::bidirectional<cp::lstm<40, 3>, cp::final_states>,
                               cp::linear<6, 2>>(of::lstm_final);
}
