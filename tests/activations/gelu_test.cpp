#include <constprop/activations/gelu.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::gelu;

constexpr bool values() {
    return f::value(0.0F) == 0.0F && agree::within(f::value(1.0), 0.84134474606854293, 1e-15) &&
           agree::within(f::value(-1.0), -0.15865525393145707, 1e-15) && f::slope(0.0, 0.0) == 0.5 &&
           f::value(-20.0) < 0.0;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("gelu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
