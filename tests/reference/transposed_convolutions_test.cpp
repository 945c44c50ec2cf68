#include "transposed_convolutions.hpp"

#include "layer_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::transposed_convolutions;

using cp::dilation, cp::groups, cp::kernel, cp::no_bias, cp::padding, cp::same, cp::stride;
using cp::image, cp::signal, cp::transposed_conv1d, cp::transposed_conv2d;
using reference::apart;

}  // namespace

TEST_CASE("PyTorch: transposed_conv2d") {
    CHECK(apart<image<3, 2, 3>, transposed_conv2d<3, 2, kernel<3>>>(expected::plain) == "");
    CHECK(apart<image<3, 4, 2>, transposed_conv2d<2, 4, kernel<3>, stride<2>, padding<1>>>(expected::strided) == "");
    CHECK(apart<image<2, 3, 2>, transposed_conv2d<2, 3, kernel<3>, stride<2>, padding<1, 0, 1, 0>>>(
              expected::doubled) == "");
    CHECK(apart<image<3, 2, 4>, transposed_conv2d<4, 6, no_bias, groups<2>, kernel<2, 3>, stride<1, 2>>>(
              expected::grouped) == "");
    CHECK(apart<image<2, 4>, transposed_conv2d<1, 2, kernel<3, 2>, dilation<1, 3>, padding<0, 1>>>(expected::dilated) ==
          "");
    CHECK(apart<image<2, 3, 2>, transposed_conv2d<2, 2, kernel<3>, stride<2>, same>>(expected::same) == "");
}

TEST_CASE("PyTorch: transposed_conv1d") {
    CHECK(apart<signal<4, 3>, transposed_conv1d<3, 4, kernel<3>, stride<2>>>(expected::signal) == "");
    CHECK(apart<signal<3, 2>, transposed_conv1d<2, 4, groups<2>, kernel<4>, stride<3>, padding<2>>>(
              expected::signal_padded) == "");
}

// Constant expressions compute the same.
static_assert(apart<signal<3, 2>, transposed_conv1d<2, 4, groups<2>, kernel<4>, stride<3>, padding<2>>>(
                  expected::signal_padded) == "");
