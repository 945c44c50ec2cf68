#include <constprop/activations/hard_sigmoid.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::hard_sigmoid;

constexpr bool values() {
    return f::value(0.0F) == 0.5F && f::value(-3.0F) == 0.0F && f::value(3.0F) == 1.0F && f::value(9.0F) == 1.0F &&
           f::slope(3.0F, 1.0F) == 0.0F && f::slope(0.0, 0.5) == 1.0 / 6.0;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("hard_sigmoid") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
