#include "convolution_options.hpp"

#include "layer_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::convolution_options;

using cp::conv1d, cp::conv2d, cp::depthwise_conv1d, cp::depthwise_conv2d, cp::image, cp::signal;
using cp::dilation, cp::groups, cp::kernel, cp::multiplier, cp::no_bias, cp::padding, cp::same, cp::stride;
using reference::apart;

}  // namespace

TEST_CASE("PyTorch: options of conv2d") {
    CHECK(apart<image<6, 5, 2>, conv2d<2, 3, kernel<2, 3>, dilation<3, 2>, padding<2>>>(expected::dilated) == "");
    CHECK(apart<image<3, 4, 4>, conv2d<4, 6, groups<2>, kernel<3>, padding<1>>>(expected::grouped) == "");
    CHECK(apart<image<3, 3, 3>, conv2d<3, 2, no_bias, kernel<2>>>(expected::unbiased) == "");
    CHECK(apart<image<6, 5, 4>,
                conv2d<4, 4, padding<2, 1, 1, 0>, no_bias, groups<2>, dilation<1, 2>, stride<2>, kernel<3, 2>>>(
              expected::all) == "");
}

TEST_CASE("PyTorch: depthwise_conv2d") {
    CHECK(apart<image<5, 4, 5>, depthwise_conv2d<5, kernel<3>, padding<1>>>(expected::depthwise) == "");
    CHECK(apart<image<5, 6, 3>, depthwise_conv2d<3, multiplier<2>, kernel<2, 3>, stride<2>, same>>(
              expected::multiplied) == "");
    CHECK(apart<image<4, 4, 2>, depthwise_conv2d<2, kernel<2>, dilation<2>, no_bias>>(expected::depthwise_unbiased) ==
          "");
}

TEST_CASE("PyTorch: conv1d") {
    CHECK(apart<signal<7, 3>, conv1d<3, 4, kernel<3>>>(expected::signal) == "");
    CHECK(apart<signal<9, 2>, conv1d<2, 3, stride<2>, kernel<4>, padding<3>>>(expected::signal_strided) == "");
    CHECK(apart<signal<6, 2>, conv1d<2, 2, kernel<3>, dilation<2>, padding<4, 0>>>(expected::signal_causal) == "");
    CHECK(apart<signal<7>, conv1d<1, 3, same, kernel<4>, stride<2>>>(expected::signal_same) == "");
    CHECK(apart<signal<5, 6>, conv1d<6, 4, groups<2>, no_bias, kernel<2>>>(expected::signal_grouped) == "");
}

TEST_CASE("PyTorch: depthwise_conv1d") {
    CHECK(apart<signal<6, 3>, depthwise_conv1d<3, kernel<3>, padding<1>>>(expected::signal_depthwise) == "");
    CHECK(apart<signal<7, 2>, depthwise_conv1d<2, multiplier<3>, kernel<2>, stride<2>>>(expected::signal_multiplied) ==
          "");
}

// Constant expressions compute the same.
static_assert(
    apart<image<4, 4, 2>, depthwise_conv2d<2, kernel<2>, dilation<2>, no_bias>>(expected::depthwise_unbiased) == "");
static_assert(apart<signal<7>, conv1d<1, 3, same, kernel<4>, stride<2>>>(expected::signal_same) == "");
