#include <constprop/activations/softsign.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::softsign;

constexpr bool values() {
    return f::value(1.0F) == 0.5F && f::value(-3.0F) == -0.75F && f::slope(-1.0F, -0.5F) == 0.25F;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("softsign") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
