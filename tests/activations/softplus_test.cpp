#include <constprop/activations/softplus.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::softplus;

constexpr bool values() {
    return agree::within(f::value(0.0), 0.69314718055994531, 1e-15) && f::value(21.0F) == 21.0F &&
           f::slope(21.0F, 21.0F) == 1.0F && agree::within(f::value(-40.0), 4.2483542552915889e-18, 1e-15) &&
           f::value(-40.0) > 4e-18;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("softplus") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
