#include "convolutional_networks.hpp"
#include "network_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::convolutional_networks;

using reference::batch_case, reference::check_network;

using lenet5 =
    cp::basic_network<double, cp::image<28, 28>, cp::conv2d<1, 6, cp::kernel<5>, cp::padding<2>>, cp::tanh,
                      cp::average_pool2d<2>, cp::conv2d<6, 16, cp::kernel<5>>, cp::tanh, cp::average_pool2d<2>,
                      cp::flatten, cp::linear<400, 120>, cp::tanh, cp::linear<120, 84>, cp::tanh, cp::linear<84, 10>>;

using ds_cnn =
    cp::basic_network<double, cp::image<12, 10>, cp::conv2d<1, 16, cp::kernel<5, 3>, cp::stride<2>, cp::same>, cp::relu,
                      cp::depthwise_conv2d<16, cp::kernel<3>, cp::padding<1>>, cp::relu, cp::conv2d<16, 16>, cp::relu,
                      cp::depthwise_conv2d<16, cp::kernel<3>, cp::padding<1>>, cp::relu, cp::conv2d<16, 24>, cp::relu,
                      cp::global_average_pool, cp::linear<24, 12>>;

using autoencoder2d =
    cp::basic_network<double, cp::image<8, 8, 2>, cp::conv2d<2, 6, cp::kernel<3>, cp::stride<2>, cp::padding<1>>,
                      cp::relu, cp::conv2d<6, 8, cp::kernel<3>, cp::stride<2>, cp::padding<1>>, cp::relu,
                      cp::transposed_conv2d<8, 6, cp::kernel<3>, cp::stride<2>, cp::padding<1, 0, 1, 0>>, cp::relu,
                      cp::upsample<2>, cp::conv2d<6, 2, cp::kernel<3>, cp::padding<1>>, cp::tanh>;

}  // namespace

TEST_CASE("PyTorch: LeNet-5") {
    check_network<lenet5>(cp::cross_entropy{}, expected::lenet5_y,
                          batch_case{expected::lenet5_one_loss, expected::lenet5_one_dp, expected::lenet5_one_dx,
                                     expected::lenet5_one_sgd, expected::lenet5_one_adam},
                          batch_case{expected::lenet5_five_loss, expected::lenet5_five_dp, expected::lenet5_five_dx,
                                     expected::lenet5_five_sgd, expected::lenet5_five_adam});
}

TEST_CASE("PyTorch: DS-CNN on 12×10") {
    check_network<ds_cnn>(cp::cross_entropy{}, expected::ds_cnn_y,
                          batch_case{expected::ds_cnn_one_loss, expected::ds_cnn_one_dp, expected::ds_cnn_one_dx,
                                     expected::ds_cnn_one_sgd, expected::ds_cnn_one_adam},
                          batch_case{expected::ds_cnn_five_loss, expected::ds_cnn_five_dp, expected::ds_cnn_five_dx,
                                     expected::ds_cnn_five_sgd, expected::ds_cnn_five_adam});
}

TEST_CASE("PyTorch: a convolutional autoencoder of images") {
    check_network<autoencoder2d>(
        cp::mse{}, expected::autoencoder2d_y,
        batch_case{expected::autoencoder2d_one_loss, expected::autoencoder2d_one_dp, expected::autoencoder2d_one_dx,
                   expected::autoencoder2d_one_sgd, expected::autoencoder2d_one_adam},
        batch_case{expected::autoencoder2d_five_loss, expected::autoencoder2d_five_dp, expected::autoencoder2d_five_dx,
                   expected::autoencoder2d_five_sgd, expected::autoencoder2d_five_adam});
}
