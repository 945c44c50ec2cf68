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
