#include "recurrent.hpp"
#include "recurrent_case.hpp"

namespace cp = constprop;

TEST_CASE("simple recurrent layers compute what PyTorch's do") {
    namespace of = reference::recurrent;
    reference::check_recurrent<cp::rnn<1, 16>, cp::linear<16, 2>>(of::rnn_1_16);
    reference::check_recurrent<cp::rnn<2, 3>, cp::linear<3, 2>>(of::rnn_2_3);
    reference::check_recurrent<cp::rnn<7, 20>, cp::linear<20, 2>>(of::rnn_7_20);
    reference::check_recurrent<cp::rnn<2, 3, cp::relu>, cp::linear<3, 2>>(of::rnn_relu);
}
