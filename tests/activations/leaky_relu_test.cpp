#include <constprop/activations/leaky_relu.hpp>

#include <ratio>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::leaky_relu<std::ratio<1, 4>>;

constexpr bool values() {
    return f::value(2.0F) == 2.0F && f::value(-2.0F) == -0.5F && f::slope(-2.0F, -0.5F) == 0.25F &&
           constprop::leaky_relu<>::value(-1.0) == -0.01;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("leaky_relu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
