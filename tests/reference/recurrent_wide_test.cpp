#include "recurrent_wide.hpp"

#include "recurrent_case.hpp"

namespace cp = constprop;

// Of 16 values and 64 units, whose products are loops of several vectors; recurrent_test.cpp has smaller ones.
TEST_CASE("wide recurrent layers compute what PyTorch's do, forward, back through time, and in training") {
    namespace of = reference::recurrent_wide;
    reference::check_recurrent<cp::gru<16, 64>, cp::linear<64, 2>>(of::gru_16_64);
    reference::check_recurrent<cp::lstm<16, 64>, cp::linear<64, 2>>(of::lstm_16_64);
    reference::check_recurrent<cp::rnn<16, 64>, cp::linear<64, 2>>(of::rnn_16_64);
}
