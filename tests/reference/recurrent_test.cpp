#include "recurrent.hpp"

#include "recurrent_case.hpp"

namespace cp = constprop;

// Sizes 1-16, 2-3, 7-20; 1, 5 and 50 steps, and all of these lengths in a batch.
TEST_CASE("GRUs compute what PyTorch's do, forward, back through time, and in training") {
    namespace of = reference::recurrent;
    reference::check_recurrent<cp::gru<1, 16>, cp::linear<16, 2>>(of::gru_1_16);
    reference::check_recurrent<cp::gru<2, 3>, cp::linear<3, 2>>(of::gru_2_3);
    reference::check_recurrent<cp::gru<7, 20>, cp::linear<20, 2>>(of::gru_7_20);
}
TEST_CASE("LSTMs compute what PyTorch's do, forward, back through time, and in training") {
    namespace of = reference::recurrent;
    reference::check_recurrent<cp::lstm<1, 16>, cp::linear<16, 2>>(of::lstm_1_16);
    reference::check_recurrent<cp::lstm<2, 3>, cp::linear<3, 2>>(of::lstm_2_3);
    reference::check_recurrent<cp::lstm<7, 20>, cp::linear<20, 2>>(of::lstm_7_20);
}
