#include <constprop/activations/selu.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::selu;

constexpr bool values() {
    return agree::within(f::value(2.0), 2.1014019747109610, 1e-15) && f::value(0.0F) == 0.0F &&
           agree::within(f::value(-1.0), -1.1113307378125627, 1e-15) &&
           agree::within(f::slope(0.0, 0.0), 1.7580993408473769, 1e-15);
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("selu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
