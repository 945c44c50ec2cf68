#include <constprop/activations/identity.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::identity;

constexpr bool values() {
    return f::value(-2.5F) == -2.5F && f::slope(3.0, 3.0) == 1.0 && f::pullback(1.0F, 1.0F, 4.0F) == 4.0F;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("identity") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
