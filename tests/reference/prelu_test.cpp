#include "prelu.hpp"

#include "layer_case.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::prelu;
using reference::apart;

}  // namespace

TEST_CASE("PyTorch: prelu") {
    CHECK(apart<cp::image<2, 3, 3>, cp::prelu<>>(expected::of_all) == "");
    CHECK(apart<cp::image<2, 2, 5>, cp::prelu<5>>(expected::of_channels) == "");
    CHECK(apart<cp::signal<4, 2>, cp::prelu<2>>(expected::of_signals) == "");
    CHECK(apart<cp::vector<7>, cp::prelu<7>>(expected::of_vectors) == "");
}

// Constant expressions compute the same.
static_assert(apart<cp::signal<4, 2>, cp::prelu<2>>(expected::of_signals) == "");
