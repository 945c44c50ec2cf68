#include <constprop/activations/sigmoid.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::sigmoid;

constexpr bool values() {
    return f::value(0.0F) == 0.5F && agree::within(f::value(1.0), 0.73105857863000488, 1e-15) &&
           f::value(-200.0F) >= 0.0F && f::value(200.0F) == 1.0F && f::slope(0.0F, 0.5F) == 0.25F;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("sigmoid") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
