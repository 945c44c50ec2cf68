#include "recurrent.hpp"
#include "recurrent_case.hpp"

namespace cp = constprop;

TEST_CASE("options of recurrent layers are PyTorch's, and Keras' where that has others") {
    namespace of = reference::recurrent;
    reference::check_recurrent<cp::gru<2, 3, cp::no_bias>, cp::linear<3, 2>>(of::gru_no_bias);
    reference::check_recurrent<cp::lstm<2, 3, cp::no_bias>, cp::linear<3, 2>>(of::lstm_no_bias);
    reference::check_recurrent<cp::gru<7, 20, cp::reset_before>, cp::linear<20, 2>>(of::gru_reset_before);
}
TEST_CASE("recurrent layers one after the other, and causal convolutions, compute what PyTorch does") {
    namespace of = reference::recurrent;
    reference::check_recurrent<cp::linear<2, 3>, cp::tanh, cp::lstm<3, 5>, cp::gru<5, 4>, cp::linear<4, 2>>(
        of::stacked);
    reference::check_recurrent<cp::causal_conv1d<2, 5, cp::kernel<3>>, cp::tanh,
                               cp::causal_conv1d<5, 4, cp::kernel<3>, cp::dilation<2>, cp::no_bias>, cp::tanh,
                               cp::causal_conv1d<4, 2, cp::kernel<2>, cp::dilation<4>>>(of::temporal);
}
