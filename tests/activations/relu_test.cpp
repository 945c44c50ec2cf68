#include <constprop/activations/relu.hpp>

#include <limits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::relu;

constexpr bool values() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const bool value = f::value(2.0F) == 2.0F && f::value(-2.0F) == 0.0F && f::value(infinity) == infinity;
    const bool slope = f::slope(2.0F, 2.0F) == 1.0F && f::slope(0.0F, 0.0F) == 0.0F && f::slope(-1.0F, 0.0F) == 0.0F;
    const bool selects = f::pullback(-1.0F, 0.0F, infinity) == 0.0F && f::pullback(1.0F, 1.0F, infinity) == infinity;
    return value && slope && selects && !(f::value(nan) == f::value(nan));
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("relu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
