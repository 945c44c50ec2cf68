#include <constprop/activations/silu.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::silu;

constexpr bool values() {
    return f::value(0.0F) == 0.0F && agree::within(f::value(1.0), 0.73105857863000488, 1e-15) &&
           f::slope(0.0, 0.0) == 0.5;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("silu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
