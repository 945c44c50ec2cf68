#include "convolutional_networks.hpp"
#include "network_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::convolutional_networks;

using reference::batch_case, reference::check_network;

using tcn =
    cp::basic_network<double, cp::signal<32, 2>, cp::conv1d<2, 8, cp::kernel<3>, cp::padding<2, 0>>, cp::relu,
                      cp::conv1d<8, 8, cp::kernel<3>, cp::dilation<2>, cp::padding<4, 0>>, cp::relu,
                      cp::conv1d<8, 8, cp::kernel<3>, cp::dilation<4>, cp::padding<8, 0>>, cp::relu, cp::conv1d<8, 1>>;

using autoencoder1d =
    cp::basic_network<double, cp::signal<16, 3>, cp::conv1d<3, 8, cp::kernel<4>, cp::stride<2>, cp::padding<1>>,
                      cp::relu, cp::max_pool1d<2>, cp::flatten, cp::linear<32, 5>, cp::tanh, cp::linear<5, 32>,
                      cp::unflatten<cp::signal<4, 8>>, cp::upsample<2>,
                      cp::transposed_conv1d<8, 3, cp::kernel<4>, cp::stride<2>, cp::padding<1>>>;

using motion =
    cp::basic_network<double, cp::signal<40, 3>, cp::conv1d<3, 8, cp::kernel<5>, cp::stride<2>>, cp::relu,
                      cp::max_pool1d<2>, cp::depthwise_conv1d<8, cp::kernel<3>, cp::multiplier<2>>,
                      cp::conv1d<16, 12, cp::groups<4>, cp::no_bias>, cp::relu, cp::global_max_pool, cp::linear<12, 4>>;

}  // namespace

TEST_CASE("PyTorch: a temporal convolutional network") {
    check_network<tcn>(cp::mse{}, expected::tcn_y,
                       batch_case{expected::tcn_one_loss, expected::tcn_one_dp, expected::tcn_one_dx,
                                  expected::tcn_one_sgd, expected::tcn_one_adam},
                       batch_case{expected::tcn_five_loss, expected::tcn_five_dp, expected::tcn_five_dx,
                                  expected::tcn_five_sgd, expected::tcn_five_adam});
}

TEST_CASE("PyTorch: a convolutional autoencoder of signals") {
    check_network<autoencoder1d>(
        cp::mse{}, expected::autoencoder1d_y,
        batch_case{expected::autoencoder1d_one_loss, expected::autoencoder1d_one_dp, expected::autoencoder1d_one_dx,
                   expected::autoencoder1d_one_sgd, expected::autoencoder1d_one_adam},
        batch_case{expected::autoencoder1d_five_loss, expected::autoencoder1d_five_dp, expected::autoencoder1d_five_dx,
                   expected::autoencoder1d_five_sgd, expected::autoencoder1d_five_adam});
}

TEST_CASE("PyTorch: a network of an accelerometer's signals") {
    check_network<motion>(cp::cross_entropy{}, expected::motion_y,
                          batch_case{expected::motion_one_loss, expected::motion_one_dp, expected::motion_one_dx,
                                     expected::motion_one_sgd, expected::motion_one_adam},
                          batch_case{expected::motion_five_loss, expected::motion_five_dp, expected::motion_five_dx,
                                     expected::motion_five_sgd, expected::motion_five_adam});
}
