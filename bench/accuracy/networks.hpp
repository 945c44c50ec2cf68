#ifndef CONSTPROP_BENCH_ACCURACY_NETWORKS_HPP
#define CONSTPROP_BENCH_ACCURACY_NETWORKS_HPP

#include <constprop/constprop.hpp>

#include "../../examples/fashion/fashion_network.hpp"

/// The networks of tasks.hpp.
namespace accuracy {

namespace cp = ::constprop;

using digits_model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using perceptron_model = cp::network<cp::linear<784, 128>, cp::relu, cp::linear<128, 10>>;
/// That of examples/fashion without its dropout, whose masks no two libraries share.
using convolutions_model =
    cp::network<cp::image<28, 28>, fashion::block<1, fashion::kernels>, fashion::block<fashion::kernels, 32>,
                fashion::block<32, 64>, cp::flatten, cp::linear<3 * 3 * 64, 10>>;
using xor_model = cp::network<cp::linear<2, 8>, cp::tanh, cp::linear<8, 1>>;
using parity_model = cp::network<cp::gru<1, 8>, cp::linear<8, 1>>;

}  // namespace accuracy

#endif
