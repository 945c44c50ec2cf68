#include <constprop/activations/gelu_tanh.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::gelu_tanh;

constexpr bool values() {
    return f::value(0.0F) == 0.0F && agree::within(f::value(1.0), 0.84119199060827, 1e-13) && f::slope(0.0, 0.0) == 0.5;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("gelu_tanh") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}

TEST_CASE("the slope of gelu_tanh is 0 or 1 far from 0, where its factors overflow") {
    CHECK(f::slope(-4e19F, 0.0F) == 0.0F);
    CHECK(f::slope(4e19F, 0.0F) == 1.0F);
    CHECK(f::slope(-1e200, 0.0) == 0.0);
    CHECK(f::slope(1e200, 0.0) == 1.0);
}
