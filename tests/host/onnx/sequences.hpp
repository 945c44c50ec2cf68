#ifndef CONSTPROP_TESTS_HOST_ONNX_SEQUENCES_HPP
#define CONSTPROP_TESTS_HOST_ONNX_SEQUENCES_HPP

#include <constprop/constprop.hpp>

#include "filled.hpp"

/// Networks with a state: recurrent layers, and others before, between and around them.
namespace onnx_models {

namespace cp = constprop;

using with_gru = cp::network<cp::gru<2, 3>, cp::linear<3, 2>>;
using with_gru_before = cp::network<cp::gru<2, 3, cp::reset_before, cp::no_bias>, cp::tanh>;
using with_lstms = cp::network<cp::lstm<3, 4>, cp::lstm<4, 2>, cp::linear<2, 3>, cp::softmax>;
using with_rnn = cp::network<cp::rnn<2, 3, cp::relu>, cp::rnn<3, 2>>;
using with_around = cp::network<cp::linear<3, 4>, cp::relu, cp::residual<cp::gru<4, 4>>, cp::linear<4, 2>>;
/// A convolution sees each step by itself.
using with_deep = cp::network<cp::image<5, 4, 2>, cp::conv2d<2, 3, cp::kernel<3>>, cp::relu, cp::flatten,
                              cp::linear<18, 4>, cp::lstm<4, 3>, cp::linear<3, 2>>;
using with_both_ways =
    cp::network<cp::bidirectional<cp::gru<2, 3>>, cp::bidirectional<cp::lstm<6, 2>>, cp::linear<4, 3>>;
using with_rnns_both_ways =
    cp::network<cp::linear<2, 3>, cp::relu, cp::bidirectional<cp::rnn<3, 2, cp::relu, cp::no_bias>>>;
using with_reverse = cp::network<cp::gru<2, 3>, cp::reverse_sequence, cp::lstm<3, 2>, cp::reverse_sequence>;

/// Calls f(name, network) for each.
template <class Function> void for_each_of_sequences(const Function& f) {
    f("gru", filled<with_gru>());
    f("gru_before", filled<with_gru_before>());
    f("lstms", filled<with_lstms>());
    f("rnn", filled<with_rnn>());
    f("around", filled<with_around>());
    f("both_ways", filled<with_both_ways>());
    f("rnns_both_ways", filled<with_rnns_both_ways>());
    f("reverse", filled<with_reverse>());
    f("deep", filled<with_deep>(100));
}

}  // namespace onnx_models

#endif  // CONSTPROP_TESTS_HOST_ONNX_SEQUENCES_HPP
