#include "extents.hpp"

#include "layer_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::extents;

using cp::image, cp::pad, cp::signal, cp::upsample;
using reference::apart;

}  // namespace

TEST_CASE("PyTorch: pad") {
    CHECK(apart<image<2, 3, 2>, pad<2>>(expected::pad_all) == "");
    CHECK(apart<image<2, 2, 3>, pad<0, 3, 1, 2>>(expected::pad_sides) == "");
    CHECK(apart<signal<3, 2>, pad<2, 1>>(expected::pad_ends) == "");
}

TEST_CASE("PyTorch: upsample") {
    CHECK(apart<image<2, 2, 3>, upsample<2, 3>>(expected::upsample) == "");
    CHECK(apart<signal<3, 5>, upsample<2>>(expected::upsample_signal) == "");
}

// Constant expressions compute the same.
static_assert(apart<signal<3, 2>, pad<2, 1>>(expected::pad_ends) == "");
static_assert(apart<signal<3, 5>, upsample<2>>(expected::upsample_signal) == "");
