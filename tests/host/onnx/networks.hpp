#ifndef CONSTPROP_TESTS_HOST_ONNX_NETWORKS_HPP
#define CONSTPROP_TESTS_HOST_ONNX_NETWORKS_HPP

#include <constprop/constprop.hpp>

#include "filled.hpp"

/// Networks of the kinds that people train, with numbers so that values stay near 1.
namespace onnx_models {

namespace cp = constprop;

using lenet = cp::network<cp::image<20, 20>, cp::conv2d<1, 4, cp::kernel<5>>, cp::relu, cp::max_pool2d<2>,
                          cp::conv2d<4, 6, cp::kernel<3>>, cp::relu, cp::max_pool2d<2>, cp::flatten, cp::linear<54, 16>,
                          cp::relu, cp::linear<16, 10>, cp::softmax>;

template <std::size_t Channels>
using block =
    cp::residual<cp::conv2d<Channels, Channels, cp::kernel<3>, cp::padding<1>, cp::no_bias>, cp::batch_norm, cp::relu,
                 cp::conv2d<Channels, Channels, cp::kernel<3>, cp::padding<1>, cp::no_bias>, cp::batch_norm>;

/// As PyTorch has it, channels first.
using resnet = cp::network<
    cp::image<8, 8, 3>, cp::from_channels_first, cp::conv2d<3, 4, cp::kernel<3>, cp::padding<1>, cp::no_bias>,
    cp::batch_norm, cp::relu, block<4>, cp::relu,
    cp::add<cp::sequential<cp::conv2d<4, 6, cp::kernel<3>, cp::stride<2>, cp::padding<1>, cp::no_bias>, cp::batch_norm,
                           cp::relu, cp::conv2d<6, 6, cp::kernel<3>, cp::padding<1>, cp::no_bias>, cp::batch_norm>,
            cp::sequential<cp::conv2d<4, 6, cp::stride<2>, cp::no_bias>, cp::batch_norm>>,
    cp::relu, cp::global_average_pool, cp::linear<6, 5>>;

/// As Keras has it: channels last, padding `same`.
using ds_cnn = cp::network<cp::signal<32, 3>, cp::conv1d<3, 4, cp::kernel<4>, cp::stride<2>, cp::same>, cp::batch_norm,
                           cp::relu6, cp::depthwise_conv1d<4, cp::kernel<3>, cp::same>, cp::batch_norm, cp::relu6,
                           cp::conv1d<4, 6>, cp::batch_norm, cp::relu6, cp::dropout<std::ratio<2, 5>>,
                           cp::global_average_pool, cp::linear<6, 4>, cp::softmax>;

using u_net = cp::network<
    cp::image<8, 8, 2>, cp::conv2d<2, 3, cp::kernel<3>, cp::padding<1>>, cp::relu,
    cp::concatenate<cp::identity,
                    cp::sequential<cp::max_pool2d<2>, cp::conv2d<3, 4, cp::kernel<3>, cp::padding<1>>, cp::relu,
                                   cp::concatenate<cp::identity, cp::sequential<cp::max_pool2d<2>, cp::conv2d<4, 4>,
                                                                                cp::relu, cp::upsample<2>>>,
                                   cp::conv2d<8, 3, cp::kernel<3>, cp::padding<1>>, cp::relu,
                                   cp::transposed_conv2d<3, 3, cp::kernel<2>, cp::stride<2>>>>,
    cp::conv2d<6, 1>, cp::sigmoid>;

/// Calls f(name, network) for each.
template <class Function> void for_each_network(const Function& f) {
    f("lenet", filled<lenet>(200));
    f("resnet", filled<resnet>(200));
    f("ds_cnn", filled<ds_cnn>(100));
    f("u_net", filled<u_net>(100));
}

}  // namespace onnx_models

#endif  // CONSTPROP_TESTS_HOST_ONNX_NETWORKS_HPP
