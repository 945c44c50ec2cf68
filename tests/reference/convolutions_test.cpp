#include "convolutions.hpp"

#include "layer_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::convolutions;

using cp::conv2d, cp::image, cp::kernel, cp::padding, cp::same, cp::stride;
using reference::apart;

}  // namespace

TEST_CASE("PyTorch: conv2d") {
    CHECK(apart<image<5, 4, 2>, conv2d<2, 3, kernel<3>>>(expected::plain) == "");
    CHECK(apart<image<2, 3, 3>, conv2d<3, 2>>(expected::pointwise) == "");
    CHECK(apart<image<3, 4>, conv2d<1, 2, kernel<3, 2>, padding<2, 1>>>(expected::padded) == "");
    CHECK(apart<image<3, 5, 2>, conv2d<2, 2, padding<1>, stride<1, 2>, kernel<2>>>(expected::strided) == "");
    CHECK(apart<image<4, 4>, conv2d<1, 1, stride<2>, padding<0, 3, 1, 2>, kernel<2, 3>>>(expected::four_sides) == "");
    CHECK(apart<image<5, 6, 2>, conv2d<2, 2, same, kernel<3, 4>, stride<2>>>(expected::same) == "");
    CHECK(apart<image<3, 3>, conv2d<1, 2, kernel<2>, same>>(expected::same_even) == "");
    CHECK(apart<image<3, 3, 2>, conv2d<2, 4, kernel<3>>>(expected::whole) == "");
}

// Constant expressions compute the same.
static_assert(apart<image<3, 3>, conv2d<1, 2, kernel<2>, same>>(expected::same_even) == "");
