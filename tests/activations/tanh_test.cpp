#include <constprop/activations/tanh.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::tanh;

constexpr bool values() {
    return f::value(0.0F) == 0.0F && agree::within(f::value(1.0), 0.76159415595576489, 1e-15) &&
           f::value(50.0F) == 1.0F && f::value(-50.0F) == -1.0F && f::slope(0.5, 0.5) == 0.75;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("tanh") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
