#include <constprop/activations/hard_swish.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::hard_swish;

constexpr bool values() {
    return f::value(-3.0F) == 0.0F && f::value(3.0F) == 3.0F && f::value(0.0F) == 0.0F && f::value(1.5F) == 1.125F &&
           f::slope(-4.0F, 0.0F) == 0.0F && f::slope(0.0F, 0.0F) == 0.5F && f::slope(4.0F, 4.0F) == 1.0F;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("hard_swish") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
