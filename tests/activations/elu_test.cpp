#include <constprop/activations/elu.hpp>

#include <ratio>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::elu;

constexpr bool values() {
    return f::value(2.0F) == 2.0F && f::value(0.0F) == 0.0F &&
           agree::within(f::value(-1.0), -0.63212055882855768, 1e-15) &&
           agree::within(constprop::elu_with<std::ratio<1, 2>>::value(-1.0), -0.31606027941427884, 1e-15) &&
           f::slope(-1.0, -0.5) == 0.5;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("elu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
