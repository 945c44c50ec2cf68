#include "pools.hpp"

#include "layer_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::pools;

using cp::average_pool1d, cp::average_pool2d, cp::image, cp::max_pool1d, cp::max_pool2d, cp::signal;
using cp::ceil_mode, cp::count_padding, cp::dilation, cp::kernel, cp::padding, cp::same, cp::stride;
using reference::apart;

}  // namespace

TEST_CASE("PyTorch: max_pool2d and max_pool1d") {
    CHECK(apart<image<4, 6, 3>, max_pool2d<2>>(expected::max) == "");
    CHECK(apart<image<4, 5, 2>, max_pool2d<3, stride<1>, padding<1>>>(expected::max_overlapping) == "");
    CHECK(apart<image<4, 5, 5>, max_pool2d<3, kernel<3, 2>, padding<1, 0>, stride<1, 2>>>(expected::max_oblong) == "");
    CHECK(apart<image<4, 4, 9>, max_pool2d<2, dilation<2>, stride<1>>>(expected::max_dilated) == "");
    CHECK(apart<image<6, 4>, max_pool2d<3, stride<2>, ceil_mode>>(expected::max_ceil) == "");
    CHECK(apart<image<5, 3, 2>, max_pool2d<2, same>>(expected::max_same) == "");
    CHECK(apart<signal<8, 4>, max_pool1d<3, stride<2>, padding<1>>>(expected::max_signal) == "");
    CHECK(apart<signal<6, 2>, max_pool1d<2, dilation<3>, stride<1>>>(expected::max_signal_dilated) == "");
    // Which of several is the greatest nothing says, where a NaN among them may be taken for a number.
    if constexpr (!agreement::finite_only)
        CHECK(apart<image<4, 4, 2>, max_pool2d<2>>(expected::max_of_no_numbers) == "");
}

TEST_CASE("PyTorch: average_pool2d and average_pool1d") {
    CHECK(apart<image<4, 5, 3>, average_pool2d<2>>(expected::average) == "");
    CHECK(apart<image<5, 4, 2>, average_pool2d<3, stride<2>, padding<1>>>(expected::average_padded) == "");
    CHECK(apart<image<5, 4, 2>, average_pool2d<3, stride<2>, padding<1>, count_padding>>(expected::average_counted) ==
          "");
    CHECK(apart<image<6, 5, 5>, average_pool2d<3, kernel<3, 2>, stride<2>, padding<1, 0>, ceil_mode>>(
              expected::average_ceil) == "");
    CHECK(apart<image<6, 5>, average_pool2d<3, count_padding, kernel<3, 2>, stride<2>, padding<1, 0>, ceil_mode>>(
              expected::average_ceil_counted) == "");
    CHECK(apart<image<3, 5, 2>, average_pool2d<2, same>>(expected::average_same) == "");
    CHECK(apart<signal<7, 4>, average_pool1d<3, stride<2>, padding<1>>>(expected::average_signal) == "");
    CHECK(apart<signal<6, 2>, average_pool1d<4, stride<3>, padding<2>, ceil_mode, count_padding>>(
              expected::average_signal_counted) == "");
}

TEST_CASE("PyTorch: global_max_pool and global_average_pool") {
    CHECK(apart<image<3, 4, 5>, cp::global_max_pool>(expected::global_max) == "");
    CHECK(apart<image<3, 4, 5>, cp::global_average_pool>(expected::global_average) == "");
    CHECK(apart<signal<7, 3>, cp::global_max_pool>(expected::global_max_signal) == "");
    CHECK(apart<signal<7, 3>, cp::global_average_pool>(expected::global_average_signal) == "");
}

// Constant expressions compute the same.
static_assert(apart<image<6, 4>, max_pool2d<3, stride<2>, ceil_mode>>(expected::max_ceil) == "");
static_assert(apart<signal<6, 2>, average_pool1d<4, stride<3>, padding<2>, ceil_mode, count_padding>>(
                  expected::average_signal_counted) == "");
